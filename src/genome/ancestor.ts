/** The ancestor: a module as the user wrote it, parsed once, every node with its locus. */
import { hash } from 'node:crypto';
import { stripTypeScriptTypes } from 'node:module';
import { extname } from 'node:path';
import { aliasesIn } from './aliases.ts';
import { looksLikeModule, parseModuleText, SyntaxRefused } from './parse.ts';
import { type ModuleForm, moduleForm } from './run-form.ts';
import { declaredNames } from './scope.ts';
import { adopt, type Source, type SyntaxNode, walk } from './syntax.ts';
import type { Template } from './template.ts';

export interface Ancestor {
  readonly file: string;
  readonly text: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
  readonly typescript: boolean;
  readonly form: ModuleForm;
  readonly source: Source;
  readonly program: SyntaxNode;
  /** Every node by its locus, a pre-order number. */
  readonly nodes: readonly SyntaxNode[];
  /** All names that stand anywhere in the module, properties included. */
  readonly names: ReadonlySet<string>;
  /** Names of variables, functions, classes and parameters declared anywhere in the module. */
  readonly declared: ReadonlySet<string>;
  /** Templates parsed so far, by position and code: each is parsed once. */
  readonly templates: Map<string, Template | null>;
}

const MODULE_ENDS = new Set(['.mjs', '.mts']);
const SCRIPT_ENDS = new Set(['.cjs', '.cts']);
const TYPED_ENDS = new Set(['.ts', '.mts', '.cts']);

/**
 * Parses a module's text.
 * @param file only its ending and its name in messages count; nothing is read.
 * @throws SyntaxRefused in a sentence with line and column.
 */
export function parseAncestor(text: string, file: string): Ancestor {
  const ending = extname(file);
  const name = file.replace(/^.*[/\\]/, '');
  if (ending === '.jsx' || ending === '.tsx') {
    throw new SyntaxRefused(`${name}: JSX is not supported; compile the module first`);
  }
  const typescript = TYPED_ENDS.has(ending);
  const body = text
    .replace(/^\uFEFF/, ' ')
    .replace(/^( ?)#!(.*)/, (_, space: string, rest: string) => `${space}//${rest}`);
  const module = MODULE_ENDS.has(ending) || (!SCRIPT_ENDS.has(ending) && looksLikeModule(body, typescript));
  const program = parseModuleText(body, typescript, module, name);
  const stripped = typescript ? stripTypes(body, name) : body;
  const source: { text: string; run: string; aliases?: Source['aliases'] } = { text, run: stripped };
  const nodes = adopt(program, source, String);
  const root = nodes[0]!;
  const names = new Set<string>();
  walk(root, (node) => {
    if (typeof node.name === 'string') names.add(node.name);
    if (node.shorthandName) names.add(node.shorthandName);
  });
  const form = moduleForm(root, stripped, module);
  source.run = form.text;
  source.aliases = aliasesIn(root);
  return {
    file,
    text,
    hash: hash('sha256', text, 'hex'),
    typescript,
    form,
    source,
    program: root,
    nodes,
    names,
    declared: declaredNames(root),
    templates: new Map(),
  };
}

function stripTypes(text: string, name: string): string {
  try {
    return quietly(() => stripTypeScriptTypes(text, { mode: 'strip' }));
  } catch (error) {
    const why = (error as Error).message.split('\n')[0];
    throw new SyntaxRefused(
      `${name}: only TypeScript that is gone when its types are removed can be run (no enum, namespace or parameter property): ${why}`,
    );
  }
}

/** Type stripping announces itself as experimental on every first use; the user need not read that. */
function quietly<T>(action: () => T): T {
  const emit = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    return action();
  } finally {
    process.emitWarning = emit;
  }
}
