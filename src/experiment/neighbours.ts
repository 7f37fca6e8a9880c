/** Functions of other files of the same project that a module calls, where each could stand by itself in the module. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Ancestor, parseAncestor } from '../genome/ancestor.ts';
import { freeNames } from '../genome/scope.ts';
import { isFunction, keyOf, type SyntaxNode } from '../genome/syntax.ts';

/** Text of a function, as an expression, by what the module calls it: `sort`, `helpers.sort`. */
export type Neighbours = Readonly<Record<string, string>>;

const LONGEST = 3000;
/** Characters of a file that is looked into; a bundle is none of the project's own files. */
const LONGEST_FILE = 200_000;
const ENDINGS = ['', '.js', '.cjs', '.mjs', '.ts', '.cts', '.mts', '/index.js', '/index.cjs', '/index.mjs'];

/** What a whole file exports, and its members, by name; the whole is the empty name. */
type Exported = Map<string, SyntaxNode>;

/** Nothing of what cannot be read or found: the module then calls it as it does. None for TypeScript, which wants types. */
export function neighboursOf(ancestor: Ancestor): Neighbours {
  const found: Record<string, string> = {};
  if (ancestor.typescript) return found;
  for (const { specifier, local, member } of bindingsOf(ancestor)) {
    const other = read(ancestor.file, specifier);
    if (!other) continue;
    const exported = exportsOf(other);
    const put = (name: string, node: SyntaxNode | undefined): void => {
      const text = node && standing(other, node);
      if (text !== undefined) found[name] = text;
    };
    put(local, exported.get(member) ?? (member === 'default' ? exported.get('') : undefined));
    if (member === '' || member === '*')
      for (const [name, node] of exported) if (name !== '') put(`${local}.${name}`, node);
  }
  return found;
}

interface Binding {
  readonly specifier: string;
  /** The module's own name for it. */
  readonly local: string;
  /** Name of the member that it is, empty or `*` for the whole. */
  readonly member: string;
}

function bindingsOf({ program }: Ancestor): Binding[] {
  const bindings: Binding[] = [];
  for (const statement of program.body as SyntaxNode[]) {
    if (statement.type === 'ImportDeclaration') {
      for (const { type, local, imported } of statement.specifiers as SyntaxNode[]) {
        const member =
          type === 'ImportDefaultSpecifier' ? 'default' : type === 'ImportNamespaceSpecifier' ? '*' : imported?.name;
        if (member) bindings.push({ specifier: statement.source.value, local: local.name, member });
      }
    }
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations as SyntaxNode[]) {
      const inner = init?.type === 'MemberExpression' && !init.computed ? init.object : init;
      const specifier = requiredBy(inner);
      if (specifier === undefined) continue;
      const whole = inner === init ? '' : (init!.property.name as string);
      if (id.type === 'Identifier') bindings.push({ specifier, local: id.name, member: whole });
      else if (id.type === 'ObjectPattern' && whole === '')
        for (const property of id.properties as SyntaxNode[])
          if (property.value?.type === 'Identifier')
            bindings.push({ specifier, local: property.value.name, member: keyOf(property) });
    }
  }
  return bindings.filter(({ specifier }) => /^\.\.?\//.test(specifier));
}

const requiredBy = (node: SyntaxNode | null | undefined): string | undefined =>
  node?.type === 'CallExpression' && node.callee.name === 'require' && node.arguments[0]?.type === 'StringLiteral'
    ? (node.arguments[0].value as string)
    : undefined;

function read(from: string, specifier: string): Ancestor | undefined {
  const base = resolve(dirname(from), specifier);
  const file = ENDINGS.map((ending) => base + ending).find((path) => existsSync(path) && statSync(path).isFile());
  if (file === undefined) return undefined;
  try {
    const text = readFileSync(file, 'utf8');
    return text.length > LONGEST_FILE ? undefined : parseAncestor(text, file);
  } catch {
    return undefined;
  }
}

/** Functions that a file exports, whether they are declared where they are exported or before. */
function exportsOf({ program }: Ancestor): Exported {
  const functions = new Map<string, SyntaxNode>();
  const exported: Exported = new Map();
  const functionOf = (node: SyntaxNode | null | undefined): SyntaxNode | undefined =>
    node?.type === 'Identifier' ? functions.get(node.name) : node && isFunction(node) ? node : undefined;
  const put = (name: string, node: SyntaxNode | null | undefined): void => {
    const found = functionOf(node);
    if (found) exported.set(name, found);
  };
  const declare = (statement: SyntaxNode | null | undefined, out: boolean): void => {
    if (statement?.type === 'FunctionDeclaration' && statement.id) {
      functions.set(statement.id.name, statement);
      if (out) exported.set(statement.id.name, statement);
    }
    if (statement?.type === 'VariableDeclaration')
      for (const { id, init } of statement.declarations as SyntaxNode[]) {
        if (id.type !== 'Identifier' || !init || !isFunction(init)) continue;
        functions.set(id.name, init);
        if (out) exported.set(id.name, init);
      }
  };
  const statements = program.body as SyntaxNode[];
  for (const statement of statements) declare(statement, false);
  for (const statement of statements) {
    if (statement.type === 'ExportDefaultDeclaration') put('default', statement.declaration);
    if (statement.type === 'ExportNamedDeclaration') {
      declare(statement.declaration, true);
      if (!statement.source)
        for (const { local, exported: as } of statement.specifiers as SyntaxNode[]) put(as?.name, local);
    }
    const expression = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (expression?.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') continue;
    const { left, right } = expression;
    const name: string | undefined = left.computed ? undefined : left.property.name;
    if (name === undefined) continue;
    const whole = left.object.name === 'module' && name === 'exports';
    if (whole && right.type === 'ObjectExpression')
      for (const property of right.properties as SyntaxNode[])
        if (property.type === 'ObjectProperty' && !property.computed) put(keyOf(property), property.value);
    if (whole) put('', right);
    const member =
      left.object.name === 'exports' ||
      (left.object.object?.name === 'module' && left.object.property?.name === 'exports');
    if (member) put(name, right);
  }
  return exported;
}

/** The function's text, if it needs nothing else of its file. */
function standing({ source, declared }: Ancestor, node: SyntaxNode): string | undefined {
  if (
    node.async ||
    node.generator ||
    !/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)
  )
    return undefined;
  const own = node.id?.name as string | undefined;
  const needs = freeNames(node).filter(
    (name) => name !== own && (declared.has(name) || /^(require|module|exports|this)$/.test(name)),
  );
  const text = source.run.slice(node.start, node.end);
  return needs.length > 0 || text.length > LONGEST ? undefined : text;
}
