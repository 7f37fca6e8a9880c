/** How a module runs inside a realm: its text with import and export syntax blanked, offsets kept, and what it needs. */
import { SyntaxRefused } from './parse.ts';
import { isFunction, isTypeOnly, type SyntaxNode, walk } from './syntax.ts';

export interface ModuleForm {
  readonly kind: 'cjs' | 'esm';
  /** The text to run, as long as the module's own. */
  readonly text: string;
  /** Statements to run before the text: one line. */
  readonly head: string;
  /** Statements to run after it: one line. */
  readonly tail: string;
  /** Specifiers of what the module imports or requires, each once. */
  readonly imports: readonly string[];
  /** Names that an ES module exports and so may not be renamed. */
  readonly exported: ReadonlyMap<string, string>;
}

/** Body of the function that a module runs as, with this text for its own. */
export const bodyOf = ({ head, tail }: Pick<ModuleForm, 'head' | 'tail'>, text: string): string =>
  `${head}${text}\n${tail}\n`;

/** @throws SyntaxRefused where a module awaits at top level. */
export function moduleForm(program: SyntaxNode, text: string, module: boolean): ModuleForm {
  return module ? esmForm(program, text) : cjsForm(program, text);
}

function cjsForm(program: SyntaxNode, text: string): ModuleForm {
  const imports = new Set<string>();
  walk(program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return;
    const wanted = node.arguments[0] as SyntaxNode | undefined;
    if (wanted?.type === 'StringLiteral') imports.add(wanted.value);
  });
  return { kind: 'cjs', text, head: '', tail: '', imports: [...imports], exported: new Map() };
}

const DEFAULT = '__default__';

function esmForm(program: SyntaxNode, text: string): ModuleForm {
  const imports: string[] = [];
  const exported = new Map<string, string>();
  const stars: number[] = [];
  const heads: string[] = [`'use strict'; let ${DEFAULT};`];
  let out = text;
  const blank = (start: number, end: number, fill = ''): void => {
    out = out.slice(0, start) + fill + out.slice(start + fill.length, end).replace(/[^\r\n]/g, ' ') + out.slice(end);
  };
  const numberOf = (specifier: string): number => {
    if (!imports.includes(specifier)) imports.push(specifier);
    return imports.indexOf(specifier);
  };
  for (const node of program.body as SyntaxNode[]) {
    if (node.type === 'ImportDeclaration') {
      blank(node.start, node.end);
      if (node.importKind === 'type') continue;
      const from = `$imports[${numberOf(node.source.value)}]`;
      for (const specifier of node.specifiers as SyntaxNode[]) {
        if (specifier.importKind === 'type') continue;
        const local = specifier.local.name;
        if (specifier.type === 'ImportNamespaceSpecifier') heads.push(`const ${local} = ${from};`);
        else if (specifier.type === 'ImportDefaultSpecifier') heads.push(`const ${local} = ${from}.default;`);
        else heads.push(`const ${local} = ${from}[${JSON.stringify(nameOf(specifier.imported))}];`);
      }
    } else if (node.type === 'ExportNamedDeclaration') {
      if (node.exportKind === 'type') {
        blank(node.start, node.end);
        continue;
      }
      const declaration = node.declaration as SyntaxNode | null;
      if (declaration) {
        blank(node.start, declaration.start);
        if (!isTypeOnly(declaration)) for (const name of declarationNames(declaration)) exported.set(name, name);
        continue;
      }
      blank(node.start, node.end);
      const from = node.source ? `$imports[${numberOf(node.source.value)}]` : undefined;
      for (const specifier of node.specifiers as SyntaxNode[]) {
        if (specifier.exportKind === 'type') continue;
        const outer = nameOf(specifier.exported);
        if (specifier.type === 'ExportNamespaceSpecifier') exported.set(outer, from!);
        else {
          const inner = nameOf(specifier.local);
          exported.set(outer, from ? `${from}[${JSON.stringify(inner)}]` : inner);
        }
      }
    } else if (node.type === 'ExportDefaultDeclaration') {
      const value = node.declaration as SyntaxNode;
      if (isTypeOnly(value)) {
        blank(node.start, node.end);
        continue;
      }
      if (value.id && /^(Function|Class)Declaration$/.test(value.type)) {
        blank(node.start, value.start);
        exported.set('default', value.id.name);
      } else {
        blank(node.start, node.start + 'export default'.length, `${DEFAULT} =`);
        exported.set('default', DEFAULT);
      }
    } else if (node.type === 'ExportAllDeclaration') {
      blank(node.start, node.end);
      stars.push(numberOf(node.source.value));
    }
  }
  walk(program, (node) => {
    if (isFunction(node)) return false;
    if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) {
      throw new SyntaxRefused('a module that awaits at top level is not supported yet');
    }
    return undefined;
  });
  walk(program, (node) => {
    if (node.type === 'MetaProperty' && node.meta.name === 'import') {
      throw new SyntaxRefused('a module that uses import.meta is not supported yet');
    }
  });
  const pairs = [...exported].map(([outer, inner]) => `${JSON.stringify(outer)}: ${inner}`);
  const spread = stars.map((k) => `...$imports[${k}]`);
  return {
    kind: 'esm',
    text: out,
    head: heads.join(' '),
    tail: `return { ${[...spread, ...pairs].join(', ')} };`,
    imports,
    exported,
  };
}

const nameOf = (node: SyntaxNode): string => (node.type === 'StringLiteral' ? node.value : node.name);

/** Names that a declaration statement declares. */
function declarationNames(declaration: SyntaxNode): string[] {
  if (declaration.type !== 'VariableDeclaration') return [declaration.id.name];
  const names: string[] = [];
  for (const declarator of declaration.declarations as SyntaxNode[]) patternNames(declarator.id, names);
  return names;
}

/** Adds the names that a binding pattern binds. */
export function patternNames(pattern: SyntaxNode | null, into: string[]): void {
  switch (pattern?.type) {
    case 'Identifier':
      into.push(pattern.name);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties as SyntaxNode[]) {
        patternNames(property.type === 'RestElement' ? property.argument : property.value, into);
      }
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements as (SyntaxNode | null)[]) patternNames(element, into);
      break;
    case 'AssignmentPattern':
      patternNames(pattern.left, into);
      break;
    case 'RestElement':
      patternNames(pattern.argument, into);
      break;
    case 'TSParameterProperty':
      patternNames(pattern.parameter, into);
      break;
  }
}
