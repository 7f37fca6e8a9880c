/** Parsing of module texts and of template fragments, with errors that a person can act on. */
import { parse as babelParse, type ParserOptions } from '@babel/parser';
import * as recast from 'recast';

export class SyntaxRefused extends Error {}

const LENIENT: ParserOptions = {
  allowReturnOutsideFunction: true,
  allowNewTargetOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  errorRecovery: true,
};

/**
 * The program of a whole module.
 * @throws SyntaxRefused with line and column.
 */
export function parseModuleText(text: string, typescript: boolean, module: boolean, name: string): object {
  const options: ParserOptions = {
    sourceType: module ? 'module' : 'script',
    allowReturnOutsideFunction: !module,
    plugins: typescript ? ['typescript'] : [],
  };
  try {
    // Not through recast: it expands tabs before it parses, and offsets are what splicing lives on.
    return babelParse(text, options).program;
  } catch (error) {
    const place = (error as { loc?: { line: number; column: number } }).loc;
    if (!place) throw error;
    const message = (error as Error).message.replace(/\s*\(\d+:\d+\)[\s\S]*$/, '').replace(/^[^:]*: /, '');
    if (hasJsx(text, typescript, module)) {
      throw new SyntaxRefused(
        `${name}:${place.line}:${place.column + 1}: JSX is not supported; compile the module first`,
      );
    }
    throw new SyntaxRefused(`${name}:${place.line}:${place.column + 1}: syntax error: ${message}`);
  }
}

function hasJsx(text: string, typescript: boolean, module: boolean): boolean {
  try {
    babelParse(text, {
      sourceType: module ? 'module' : 'script',
      allowReturnOutsideFunction: true,
      plugins: typescript ? ['typescript', 'jsx'] : ['jsx'],
    });
    return true;
  } catch {
    return false;
  }
}

/** Whether a text needs to be a module: it imports, exports, awaits at top level or uses `import.meta`. */
export function looksLikeModule(text: string, typescript: boolean): boolean {
  if (!/\b(import|export|await)\b/.test(text)) return false;
  const plugins: ParserOptions['plugins'] = typescript ? ['typescript'] : [];
  try {
    return (
      babelParse(text, { sourceType: 'unambiguous', allowReturnOutsideFunction: true, plugins, errorRecovery: true })
        .program.sourceType === 'module'
    );
  } catch {
    return /^\s*(import|export)\b/m.test(text);
  }
}

/** Comments of a module that parses, in order. */
export function commentsIn(
  text: string,
  { typescript, module }: { readonly typescript: boolean; readonly module: boolean },
): readonly { readonly start: number; readonly end: number }[] {
  const { comments } = babelParse(text, {
    ...LENIENT,
    sourceType: module ? 'module' : 'script',
    plugins: typescript ? ['typescript'] : [],
  });
  return (comments ?? []) as { start: number; end: number }[];
}

/** The program of a fragment whose text was put into a grammar position by `prefix` and `suffix`. @throws SyntaxError */
export function parseFragment(text: string, typescript = false): { body: unknown[]; directives: unknown[] } {
  const file = babelParse(text, { ...LENIENT, sourceType: 'script', plugins: typescript ? ['typescript'] : [] });
  return file.program as unknown as { body: unknown[]; directives: unknown[] };
}

/** A fragment printed by recast in a given style. @throws SyntaxError */
export function prettyPrint(
  text: string,
  style: { tabWidth: number; useTabs: boolean; quote: 'single' | 'double' },
): string {
  const parser = { parse: (code: string) => babelParse(code, { ...LENIENT, sourceType: 'script', tokens: true }) };
  return recast.prettyPrint(recast.parse(text, { parser }), style).code;
}
