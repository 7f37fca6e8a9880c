/**
 * What a loop over a text does with each of many characters that are all treated alike, it does at once: where such a
 * character is added to a text, all that follow up to the next one that is looked for are added with it; and where nothing
 * is done with it, they are passed over.
 */
import { TEXTS } from '../../analysis/values.ts';
import type { Place } from '../../genome/edit.ts';
import { hasEffects, nameUse } from '../../genome/scope.ts';
import { contains, isPlainName, type SyntaxNode, walk } from '../../genome/syntax.ts';
import { character } from '../characters.ts';
import { broughtIn, isCallOf, type Match, type Rule } from '../rule.ts';
import { enclosingFunction, enclosingLoop, freshName, inList, type View } from '../view.ts';

/** A loop that goes through a text from one place to the next. */
interface Path {
  readonly loop: SyntaxNode;
  readonly counter: string;
  /** The counter stays below it. */
  readonly bound: SyntaxNode;
  /** What counts up where that is the last statement of the body. */
  readonly step: SyntaxNode | null;
}

function pathOf(loop: SyntaxNode): Path | undefined {
  const { test, body } = loop;
  if (!/^(For|While)Statement$/.test(loop.type) || test?.type !== 'BinaryExpression' || test.operator !== '<')
    return undefined;
  const counter = test.left.type === 'Identifier' ? (test.left.name as string) : undefined;
  if (counter === undefined || body.type !== 'BlockStatement') return undefined;
  const last = (body.body as SyntaxNode[]).at(-1) ?? null;
  const step = loop.type === 'ForStatement' ? null : last;
  const counts = step
    ? step.type === 'ExpressionStatement' && isStep(step.expression, counter)
    : isStep(loop.update, counter);
  if (!counts || hasEffects(test.right) || nameUse(test.right).read.has(counter)) return undefined;
  return { loop, counter, bound: test.right, step };
}

/** `i++`, `++i` or `i += 1`. */
const isStep = (node: SyntaxNode | null, counter: string): boolean =>
  node?.type === 'UpdateExpression'
    ? node.operator === '++' && node.argument.name === counter
    : node?.type === 'AssignmentExpression' &&
      node.operator === '+=' &&
      node.left.name === counter &&
      node.right.value === 1;

/** What a condition comes to for each character of a run: always the same, though it is not known what; or not even that. */
type Known = boolean | 'same' | undefined;

/** What is true of all characters of a run, gathered on the way through the loop's body to where they are added. */
class Run {
  readonly path: Path;
  readonly text: string;
  /** Codes that end it. */
  readonly ends = new Set<number>();
  /** Whether the way is come to with one of these as well, after something was done with it. */
  alsoByEnds = false;
  /** Names of the character, as a text and as a code. */
  private readonly units = new Set<string>();
  private readonly codes = new Set<string>();
  /** Names whose values differ from one character to the next. */
  readonly varying: Set<string>;

  constructor(path: Path, text: string, grown: string | undefined) {
    this.path = path;
    this.text = text;
    this.varying = new Set(grown === undefined ? [path.counter] : [path.counter, grown]);
  }

  isUnit(node: SyntaxNode): boolean {
    if (node.type === 'Identifier') return this.units.has(node.name);
    return textAt(node, this.path.counter)?.name === this.text;
  }

  isCode(node: SyntaxNode): boolean {
    if (node.type === 'Identifier') return this.codes.has(node.name);
    return (
      isCallOf(node, 'charCodeAt', 1) &&
      node.callee.object.name === this.text &&
      node.arguments[0].name === this.path.counter
    );
  }

  /** Whether nothing comes of a statement for any character of the run. */
  passes(statement: SyntaxNode): boolean {
    switch (statement.type) {
      case 'EmptyStatement':
        return true;
      case 'BlockStatement':
        return (statement.body as SyntaxNode[]).every((one) => this.passes(one));
      case 'VariableDeclaration':
        return (statement.declarations as SyntaxNode[]).every(({ id, init }) => this.gives(id, init));
      case 'ExpressionStatement': {
        const { expression } = statement;
        return (
          expression.type === 'AssignmentExpression' &&
          expression.operator === '=' &&
          isFirstMention(expression.left, this.path.loop) &&
          this.gives(expression.left, expression.right)
        );
      }
      case 'IfStatement': {
        const known = this.comesTo(statement.test);
        if (known === false) return !statement.alternate || this.passes(statement.alternate);
        return known === true && this.passes(statement.consequent);
      }
      case 'SwitchStatement':
        return this.isCharacter(statement.discriminant) && this.leavesOut(statement.discriminant, statement.cases);
      default:
        return false;
    }
  }

  /** Whether a variable is given a value in each turn, and nothing else happens. */
  private gives(id: SyntaxNode, value: SyntaxNode | null): boolean {
    if (id.type !== 'Identifier' || this.varying.has(id.name)) return false;
    const [unit, code] = value ? [this.isUnit(value), this.isCode(value)] : [false, false];
    if (value && !unit && !code && hasEffects(value)) return false;
    this.varying.add(id.name);
    if (unit) this.units.add(id.name);
    if (code) this.codes.add(id.name);
    return true;
  }

  isCharacter(node: SyntaxNode): boolean {
    return this.isUnit(node) || this.isCode(node);
  }

  /** Cases of a character, none of which is for those of the run. */
  leavesOut(character: SyntaxNode, cases: readonly SyntaxNode[]): boolean {
    return cases.every(({ test }) => test !== null && this.endsAt(character, test));
  }

  /** Whether something is the character, or begins with it, and a literal is one at which the run then ends. */
  private endsAt(character: SyntaxNode, { type, value }: SyntaxNode): boolean {
    if (type === 'StringLiteral' && this.isUnit(character)) {
      if (value.length === 1) this.ends.add(value.charCodeAt(0));
      return true;
    }
    if (type === 'StringLiteral' && value.length > 1 && this.isBeginning(character)) {
      this.ends.add(value.charCodeAt(0));
      return true;
    }
    if (type !== 'NumericLiteral' || !this.isCode(character)) return false;
    this.ends.add(value);
    return true;
  }

  /** `c + next`, `text.slice(i, i + 2)`. */
  private isBeginning(node: SyntaxNode): boolean {
    if (node.type === 'BinaryExpression')
      return node.operator === '+' && this.isUnit(node.left) && !hasEffects(node.right);
    return (
      /^(slice|substr)$/.test(node.callee?.property?.name) &&
      isCallOf(node, node.callee.property.name, 2) &&
      node.callee.object.name === this.text &&
      node.arguments[0].name === this.path.counter &&
      !hasEffects(node.arguments[1])
    );
  }

  /** What a condition comes to for characters at which no run ends. */
  comesTo(test: SyntaxNode): Known {
    if (test.type === 'UnaryExpression' && test.operator === '!') {
      const known = this.comesTo(test.argument);
      return typeof known === 'boolean' ? !known : known;
    }
    if (test.type === 'LogicalExpression' && test.operator !== '??') {
      const decides = test.operator === '||';
      const [left, right] = [this.comesTo(test.left), this.comesTo(test.right)];
      if (left === decides || left === !decides) return left === decides ? left : right;
      if (right === decides) return left === 'same' || !hasEffects(test.left) ? decides : undefined;
      return left === 'same' && right !== undefined ? 'same' : undefined;
    }
    if (test.type === 'BinaryExpression' && /^[!=]==?$/.test(test.operator)) {
      const [left, right] = [test.left as SyntaxNode, test.right as SyntaxNode];
      if (this.endsAt(left, right) || this.endsAt(right, left)) return test.operator.startsWith('!');
    }
    const { read } = nameUse(test);
    return hasEffects(test) || [...this.varying].some((name) => read.has(name)) ? undefined : 'same';
  }
}

/** Whether a name is read nowhere in a loop before it is assigned here: what the turn before gave it is of no use. */
function isFirstMention(id: SyntaxNode, loop: SyntaxNode): boolean {
  let first: SyntaxNode | undefined;
  walk(loop, (node, parent) => {
    if (first === undefined && node.type === 'Identifier' && node.name === id.name && !isPlainName(node, parent))
      first = node;
    return first === undefined;
  });
  return first === id;
}

/** The text of which an expression is the character at the counter. */
function textAt(node: SyntaxNode, counter: string): SyntaxNode | undefined {
  const found = character(node);
  return found?.at.name === counter ? found.text : undefined;
}

/** Nodes from a loop's body down to a statement. */
function wayTo(view: View, statement: SyntaxNode, { body }: SyntaxNode): SyntaxNode[] {
  const way: SyntaxNode[] = [];
  for (let at: SyntaxNode | null = statement; at; at = view.phenotype.parentOf(at) ?? null) {
    way.unshift(at);
    if (at === body) break;
  }
  return way;
}

/** Whether each character of a run comes to the last of the way's nodes, and nothing else is done with it. */
function allComeTo(run: Run, way: readonly SyntaxNode[]): boolean {
  for (let i = 0; i + 1 < way.length; i++) {
    const [node, next] = [way[i]!, way[i + 1]!];
    if (isList(node)) {
      const list = statementsOf(node);
      for (const one of list.slice(0, list.indexOf(next))) {
        // What is the same for all of a run did not lead away the first time.
        const passes = run.passes(one) || (leadsAway(one) && run.comesTo(one.test) === 'same');
        if (!passes) return false;
        if (/^(If|Switch|Block)Statement$/.test(one.type) && !leadsAway(one)) run.alsoByEnds = true;
      }
    } else if (node.type === 'IfStatement') {
      const known = run.comesTo(node.test);
      if (known !== 'same' && known !== (next === node.consequent)) return false;
    } else if (node.type === 'SwitchStatement') {
      const others = (node.cases as SyntaxNode[]).filter((one) => one !== next);
      const known = run.isCharacter(node.discriminant)
        ? next.test === null && run.leavesOut(node.discriminant, others)
        : run.comesTo(node.discriminant) === 'same';
      if (!known) return false;
    } else return false;
  }
  return nothingFollows(run, way);
}

/** Whether what meets a condition does not come to what stands behind it. */
function leadsAway({ type, consequent, alternate }: SyntaxNode): boolean {
  if (type !== 'IfStatement' || alternate) return false;
  const last = consequent.type === 'BlockStatement' ? (consequent.body as SyntaxNode[]).at(-1) : consequent;
  return last !== undefined && /^(Continue|Break|Return|Throw)Statement$/.test(last.type);
}

const isList = ({ type }: SyntaxNode): boolean => type === 'BlockStatement' || type === 'SwitchCase';
const statementsOf = (list: SyntaxNode): SyntaxNode[] => (list.type === 'SwitchCase' ? list.consequent : list.body);

/** Whether nothing is done behind the last of the way's nodes before the next character. */
function nothingFollows(run: Run, way: readonly SyntaxNode[]): boolean {
  if (way.at(-1)?.type === 'ContinueStatement') return run.path.step === null;
  let broken = false;
  for (let i = way.length - 2; i >= 0; i--) {
    const [node, next] = [way[i]!, way[i + 1]!];
    const isSwitch = node.type === 'SwitchStatement';
    if (broken || !(isSwitch || isList(node))) {
      if (isSwitch) broken = false;
      continue;
    }
    const list = isSwitch ? (node.cases as SyntaxNode[]) : statementsOf(node);
    const later = list.slice(list.indexOf(next) + 1);
    for (const statement of isSwitch ? later.flatMap(statementsOf) : later) {
      if (statement.type === 'ContinueStatement' && !statement.label) return run.path.step === null;
      if (statement.type === 'BreakStatement' && !statement.label) {
        broken = !isSwitch;
        break;
      }
      if (statement !== run.path.step && !run.passes(statement)) return false;
    }
  }
  return !broken;
}

/** `grown += piece;` */
const isAddition = ({ type, expression }: SyntaxNode): boolean =>
  type === 'ExpressionStatement' &&
  expression.type === 'AssignmentExpression' &&
  expression.operator === '+=' &&
  expression.left.type === 'Identifier';

const CLAIMS = 'on texts, inside their length';

export const runAtOnce: Rule = {
  name: 'run-at-once',
  why: 'characters that are all treated alike are taken over in one piece',
  claims: CLAIMS,
  matches(view) {
    const isOwn = broughtIn(view, 'run-at-once');
    return (view.byType.get('ExpressionStatement') ?? []).flatMap(({ node, heat }): Match[] => {
      if (!isAddition(node) || isOwn(node)) return [];
      const { left: grown, right: piece } = node.expression!;
      const found = runOf(view, node, grown.name);
      if (!found) return [];
      const { run } = found;
      const isPiece = run.isUnit(piece) || (isCallOf(piece, 'fromCharCode', 1) && run.isCode(piece.arguments[0]));
      if (!isPiece || found.text.name === grown.name) return [];
      const { jump, to, holes } = jumpOf(node, found);
      const taken = jump(`${grown.name} += $text.slice(${run.path.counter}, ${to});`);
      const whole = run.alsoByEnds ? `${taken} else { ${grown.name} += $piece; }` : taken;
      const place: Place = {
        at: node.locus,
        code: inList(view, node) ? whole : `{ ${whole} }`,
        holes: run.alsoByEnds ? { ...holes, $piece: piece.locus } : holes,
      };
      return [{ at: node.locus, heat, places: () => [place] }];
    });
  },
};

export const skipAtOnce: Rule = {
  name: 'skip-at-once',
  why: 'characters with which nothing is done are passed over in one step',
  claims: CLAIMS,
  matches(view) {
    const isOwn = broughtIn(view, 'skip-at-once');
    const leaving = (view.byType.get('ContinueStatement') ?? []).flatMap(({ node, heat }): Match[] => {
      const found = !node.label && !isOwn(node) && runOf(view, node);
      if (!found) return [];
      const { jump, holes } = jumpOf(node, found);
      return [{ at: node.locus, heat, places: () => [{ at: node.locus, code: `{ ${jump('')} continue; }`, holes }] }];
    });
    const ending = (view.byType.get('IfStatement') ?? []).flatMap(({ node, heat }): Match[] => {
      const found = node.alternate || isOwn(node) ? undefined : runOf(view, node);
      // Characters of a run do not go into it, and what follows it does nothing with them.
      if (found?.run.comesTo(node.test) !== false) return [];
      const { jump, holes } = jumpOf(node, found);
      const place: Place = {
        at: node.locus,
        code: `if ($test) $then else { ${jump('')} }`,
        holes: { ...holes, $test: node.test.locus, $then: node.consequent.locus },
      };
      return [{ at: node.locus, heat, places: () => [place] }];
    });
    return [...leaving, ...ending];
  },
};

interface Found {
  readonly run: Run;
  /** A mention of the text. */
  readonly text: SyntaxNode;
}

/** Where a statement is come to with one character after the other, and nothing but what it does is done with them. */
function runOf(view: View, statement: SyntaxNode, grown?: string): Found | undefined {
  const loop = enclosingLoop(view, statement);
  const path = loop && pathOf(loop);
  if (!path) return undefined;
  const way = wayTo(view, statement, loop);
  const { assigned } = nameUse(loop);
  if (way[0] !== loop.body || [...nameUse(path.bound).read].some((name) => assigned.has(name))) return undefined;
  for (const text of textsOf(view, path)) {
    const run = new Run(path, text.name, grown);
    const kinds = view.valuesAt(text)?.kinds ?? TEXTS;
    if (assigned.has(text.name) || (kinds & ~TEXTS) !== 0 || !allComeTo(run, way)) continue;
    const own = [...run.varying].filter((name) => name !== path.counter && name !== grown);
    if (staysInside(view, loop, own)) return { run, text };
  }
  return undefined;
}

/** A mention of each text that the loop reads at its counter. */
function textsOf(view: View, { loop, counter }: Path): SyntaxNode[] {
  const found = new Map<string, SyntaxNode>();
  for (const type of ['MemberExpression', 'CallExpression'])
    for (const { node } of view.byType.get(type) ?? []) {
      const code = isCallOf(node, 'charCodeAt', 1) && node.arguments[0].name === counter;
      const text = code ? (node.callee.object as SyntaxNode) : textAt(node, counter);
      if (text?.type === 'Identifier' && contains(loop.body, node)) found.set(text.name, text);
    }
  return [...found.values()];
}

/** Whether names are not read behind a loop: their last values are not worked out. */
function staysInside(view: View, loop: SyntaxNode, names: readonly string[]): boolean {
  const scope = enclosingFunction(view, loop);
  let outside = scope === undefined;
  if (scope)
    walk(scope, (node, parent) => {
      if (node === loop) return false;
      const bare = parent?.type === 'VariableDeclarator' && parent.id === node && !parent.init;
      if (node.type === 'Identifier' && names.includes(node.name) && !bare && !isPlainName(node, parent))
        outside = true;
      return undefined;
    });
  return !outside;
}

/** Statements that find the end of a run, do something with it, and go there. */
function jumpOf(statement: SyntaxNode, { run, text }: Found) {
  const { counter, bound } = run.path;
  const [to, code] = [freshName('to', statement.locus), freshName('code', statement.locus)];
  const ends = [...run.ends].sort((a, b) => a - b);
  const only = ends.length === 1 ? JSON.stringify(String.fromCharCode(ends[0]!)) : undefined;
  const isEnd = ends.map((end) => `${code} === ${end}`).join(' || ') || 'false';
  const from = run.alsoByEnds ? counter : `${counter} + 1`;
  const found = only
    ? `let ${to} = $text.indexOf(${only}, ${from}); if (${to} < 0 || ${to} > $bound) ${to} = $bound;`
    : `let ${to} = ${from}; for (; ${to} < $bound; ${to}++) { const ${code} = $text.charCodeAt(${to}); if (${isEnd}) break; }`;
  return {
    to,
    jump: (done: string): string => {
      const gone = `${done} ${counter} = ${to} - 1;`;
      return `${found} ${run.alsoByEnds ? `if (${to} > ${counter}) { ${gone} }` : gone}`;
    },
    holes: { $text: text.locus, $bound: bound.locus },
  };
}
