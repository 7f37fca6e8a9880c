/** Where an expression needs parentheses in its new place (ECMAScript's operator precedence). */
import { type SyntaxNode, slotOf } from './syntax.ts';

const BINARY: Record<string, number> = {
  '??': 4,
  '||': 4,
  '&&': 5,
  '|': 6,
  '^': 7,
  '&': 8,
  '==': 9,
  '!=': 9,
  '===': 9,
  '!==': 9,
  '<': 10,
  '>': 10,
  '<=': 10,
  '>=': 10,
  in: 10,
  instanceof: 10,
  '<<': 11,
  '>>': 11,
  '>>>': 11,
  '+': 12,
  '-': 12,
  '*': 13,
  '/': 13,
  '%': 13,
  '**': 14,
};
const ASSIGNMENT = 2;
const CONDITIONAL = 3;
const UNARY = 15;
const POSTFIX = 16;
const CALL = 18;
const PRIMARY = 20;

/** How tightly an expression binds; 0 for what is no expression. */
function strength(node: SyntaxNode): number {
  switch (node.type) {
    case 'SequenceExpression':
      return 1;
    case 'AssignmentExpression':
    case 'ArrowFunctionExpression':
    case 'YieldExpression':
    case 'TSAsExpression': // a `<` that follows would open type arguments
    case 'TSSatisfiesExpression':
      return ASSIGNMENT;
    case 'ConditionalExpression':
      return CONDITIONAL;
    case 'LogicalExpression':
    case 'BinaryExpression':
      return BINARY[node.operator] ?? 10;
    case 'UnaryExpression':
    case 'AwaitExpression':
    case 'TSTypeAssertion':
      return UNARY;
    case 'UpdateExpression':
      return node.prefix ? UNARY : POSTFIX;
    case 'CallExpression':
    case 'NewExpression':
    case 'OptionalCallExpression':
    case 'OptionalMemberExpression':
    case 'MemberExpression':
    case 'TaggedTemplateExpression':
    case 'ImportExpression':
    case 'TSNonNullExpression':
      return CALL;
    default:
      return PRIMARY;
  }
}

/** Whether `child` in slot `name` of `parent` must stand in parentheses. `text` is the child's text. */
export function needsParentheses(child: SyntaxNode, parent: SyntaxNode, name: string, text: string): boolean {
  const own = strength(child);
  if (/^(\{|function\b|class\b|let\s*\[|async\s+function\b)/.test(text) && opensStatement(parent, name, text))
    return true;
  if (/\bin\b/.test(text) && own < UNARY && inLoopHead(parent, name)) return true;
  switch (parent.type) {
    case 'ExpressionStatement':
      // At the head of a function a lone text would be a directive.
      return child.type === 'StringLiteral';
    case 'ExportDefaultDeclaration':
      return own < ASSIGNMENT;
    case 'ArrowFunctionExpression':
      return name === 'body' && own === 1;
    case 'BinaryExpression':
    case 'LogicalExpression':
      return inBinary(child, parent, name, own);
    case 'UnaryExpression':
    case 'AwaitExpression':
      return own < UNARY || (own === UNARY && /^[+-]/.test(text) && text[0] === parent.operator);
    case 'UpdateExpression':
      return own < CALL;
    case 'ConditionalExpression':
      return name === 'test' ? own <= CONDITIONAL : own < ASSIGNMENT;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      if (name === 'property') return false;
      return own < CALL || isBareNumber(child) || opensNew(child) || isChain(child, parent);
    case 'CallExpression':
    case 'OptionalCallExpression':
      return name === 'callee' ? own < CALL || opensNew(child) || isChain(child, parent) : own < ASSIGNMENT;
    case 'NewExpression':
      return name === 'callee' ? own < CALL || /\(|\?\./.test(text) : own < ASSIGNMENT;
    case 'TaggedTemplateExpression':
      return name === 'tag' && (own < CALL || /^Optional/.test(child.type) || opensNew(child));
    case 'ClassDeclaration':
    case 'ClassExpression':
      return name === 'superClass' && own < CALL;
    case 'TSNonNullExpression':
      return own < CALL;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return own < 10;
    case 'SequenceExpression':
    case 'SpreadElement':
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'VariableDeclarator':
    case 'ArrayExpression':
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'YieldExpression':
    case 'ForOfStatement':
      return own < ASSIGNMENT;
    default:
      return false;
  }
}

/** Slots whose text is the first of their node. */
const FIRST = /^(callee|object|left|test|tag|expression|argument|expressions)$/;

/** Whether a text in this slot is the first of a statement, an arrow's body or a default export, where it would read otherwise. */
function opensStatement(parent: SyntaxNode, name: string, text: string): boolean {
  if (parent.type === 'ExpressionStatement') return true;
  if (parent.type === 'ArrowFunctionExpression') return name === 'body' && text.startsWith('{');
  if (parent.type === 'ExportDefaultDeclaration') return !/^(\{|let)/.test(text);
  if (!FIRST.test(name) || strength(parent) === 0 || strength(parent) === PRIMARY) return false;
  if (strength(parent) === UNARY || /^(Yield|New|Import)Expression$/.test(parent.type)) return false;
  const above = parent.parent;
  const slot = above && slotOf(above, parent);
  return Boolean(above && slot && slot.index < 1 && opensStatement(above, slot.name, text));
}

/** Whether `in` would be read as that of `for (... in ...)`. */
function inLoopHead(parent: SyntaxNode, name: string): boolean {
  if (parent.type === 'ForStatement') return name === 'init';
  const above = parent.parent;
  if (!above || !/^(Variable|Sequence|Assignment|Binary|Logical|Conditional|Arrow)/.test(parent.type)) return false;
  const slot = slotOf(above, parent);
  return slot !== undefined && inLoopHead(above, slot.name);
}

function inBinary(child: SyntaxNode, parent: SyntaxNode, name: string, own: number): boolean {
  const outer = BINARY[parent.operator] ?? 10;
  if (parent.operator === '**') return name === 'left' ? own <= UNARY && own < POSTFIX : own < outer;
  const mixes =
    child.type === 'LogicalExpression' &&
    parent.type === 'LogicalExpression' &&
    (child.operator === '??') !== (parent.operator === '??');
  if (mixes) return true;
  return name === 'left' ? own < outer : own <= outer;
}

/** `1.x` and `new A.b` would read otherwise. */
const isBareNumber = (node: SyntaxNode): boolean => node.type === 'NumericLiteral';
const opensNew = (node: SyntaxNode): boolean => node.type === 'NewExpression';
const isChain = (node: SyntaxNode, parent: SyntaxNode): boolean =>
  /^Optional/.test(node.type) && !/^Optional/.test(parent.type);
