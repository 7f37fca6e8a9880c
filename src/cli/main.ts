/** The command line: one file a verb; what goes wrong becomes one sentence and an exit code. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { BadInput } from '../experiment/bad-input.ts';
import { ExitWith } from './exit.ts';
import { verbs } from './verbs.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Runs one command line; gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('integron')
    .description('Evolves JavaScript and TypeScript modules and proves the improvement.')
    .version(manifest.version)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .showHelpAfterError(false)
    .argument('[verb...]')
    .allowUnknownOption()
    .action(([verb]: string[]) => {
      if (verb === undefined) throw new BadInput('no verb given; try: integron improve <module>, or integron --help');
      const hint = Object.hasOwn(LATER, verb) ? `integron ${verb} is not built yet` : `unknown verb ${verb}`;
      throw new BadInput(`${hint}; there are ${Object.keys(verbs).join(', ')}`);
    });
  for (const verb of Object.values(verbs)) {
    const command = verb({ version: manifest.version });
    for (const part of [command, ...command.commands])
      part.exitOverride().configureOutput({ writeErr: () => undefined });
    program.addCommand(command);
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof ExitWith) return error.code;
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      return fail(sentence(error), 2);
    }
    if (error instanceof BadInput) return fail(error.message, 2);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') return fail('the disk is full; what was finished is kept', 1);
    return fail((process.env.INTEGRON_DEBUG ? (error as Error).stack : (error as Error).message) ?? String(error), 1);
  }
}

function sentence(error: CommanderError): string {
  const message = error.message.replace(/^error: /, '').replace(/\n/g, ' ');
  const [, option] = /unknown option '(--[a-z-]+)/.exec(message) ?? [];
  if (option && LATER_OPTIONS.has(option)) return `option ${option} is not built yet`;
  return message;
}

function fail(message: string, code: number): number {
  process.stderr.write(`integron: ${message.replace(/\.$/, '')}.\n`);
  return code;
}

/** Verbs of the design that later work brings. */
const LATER = {
  inputs: 1,
  init: 1,
  compare: 1,
  worker: 1,
};
const LATER_OPTIONS = new Set(['--record', '--runtime', '--web', '--strategy', '--max-growth']);
