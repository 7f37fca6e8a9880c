/** The print for people: the ancestor's own lines untouched, new code in the file's style, short names. */
import type { Ancestor } from './ancestor.ts';
import { parseAncestor } from './ancestor.ts';
import { canonicalForm } from './canonical.ts';
import { commented } from './comments.ts';
import type { Edit } from './edit.ts';
import { prettyPrint } from './parse.ts';
import { express, type Phenotype, type TemplateParser } from './phenotype.ts';
import { indentAt, type Layout, PLAIN, splice } from './splice.ts';
import { type SyntaxNode, sameCode, walk } from './syntax.ts';
import { type Position, parseTemplate, type Template } from './template.ts';
import { typedCode, withoutTypes } from './typed.ts';

/**
 * The module's text with its edits in force, as it is handed out. It is parsed back and compared with the genome's tree:
 * a layout that does not come back the same is given up for a plainer one.
 * @param remarks a line that stands above what an edit brought in; none by default.
 * @throws Error where even the plain text does not, which would be a fault of the splicing.
 */
export function printForPeople(
  ancestor: Ancestor,
  edits: readonly Edit[],
  remarks: (edit: Edit) => string | undefined = () => undefined,
): string {
  if (edits.length === 0) return ancestor.text;
  const style = styleOf(ancestor.text);
  const wanted = canonicalForm(express(ancestor, edits));
  const laidOut = (parse?: TemplateParser) => (): string =>
    splice(express(ancestor, edits, parse), 'text', layoutOf(style));
  const attempts: (() => string)[] = [
    ...(ancestor.typescript ? [laidOut(written(style, true)), laidOut(written(null, true))] : []),
    laidOut(written(style, false)),
    laidOut(),
    () => splice(express(ancestor, edits), 'text', PLAIN),
  ];
  for (const attempt of attempts) {
    const phenotype = express(ancestor, edits);
    const text = withLineEnds(shortNames(attempt(), phenotype), style);
    if (!readsAs(text, ancestor, wanted)) continue;
    const whole = commented(text, ancestor, edits, remarks);
    return whole === text || readsAs(whole, ancestor, wanted) ? whole : text;
  }
  throw new Error('the printed module does not read as the genome: please report this module');
}

/** Whether a text, parsed anew, is the wanted program. */
function readsAs(text: string, ancestor: Ancestor, wanted: string): boolean {
  try {
    return canonicalForm(express(parseAncestor(text, ancestor.file), [])) === wanted;
  } catch {
    return false;
  }
}

interface Style {
  readonly unit: string;
  readonly quote: 'single' | 'double';
  readonly lineEnd: '\n' | '\r\n';
  /** Some lines end in the other way: the ancestor's own stay as they are. */
  readonly mixed: boolean;
}

function styleOf(text: string): Style {
  const indents = [...text.matchAll(/^([ \t]+)\S/gm)].map((match) => match[1]!);
  const tabs = indents.filter((indent) => indent.startsWith('\t')).length;
  const widths = indents.filter((indent) => !indent.includes('\t')).map((indent) => indent.length);
  const width = widths.length > 0 ? Math.max(2, Math.min(8, Math.min(...widths.filter((n) => n > 1), 8))) : 2;
  const singles = (text.match(/'/g) ?? []).length;
  const doubles = (text.match(/"/g) ?? []).length;
  const crlf = (text.match(/\r\n/g) ?? []).length;
  const lines = (text.match(/\n/g) ?? []).length;
  return {
    unit: tabs > indents.length / 2 ? '\t' : ' '.repeat(width),
    quote: doubles > singles ? 'double' : 'single',
    lineEnd: crlf > lines / 2 ? '\r\n' : '\n',
    mixed: crlf > 0 && crlf < lines,
  };
}

/** Templates printed by recast in the file's style, and with types, where that gives the same code. */
function written(style: Style | null, types: boolean): TemplateParser {
  return (code, position) => {
    const plain = parseTemplate(code, position);
    if (!plain) return null;
    const isSame = (template: Template | null): template is Template =>
      template?.nodes.length === plain.nodes.length &&
      template.nodes.every((node, i) => sameCode(node, plain.nodes[i]!));
    const printed =
      style && /^(statement|expression)$/.test(position) ? prettyPrinted(code, position, style) : undefined;
    const pretty = printed === undefined ? null : parseTemplate(printed, position);
    const untyped = isSame(pretty) ? { text: printed!, template: pretty } : { text: code, template: plain };
    const text = types ? typedCode(untyped.text, position) : null;
    const typed = text === null ? null : parseTemplate(text, position, withoutTypes);
    return isSame(typed) ? typed : untyped.template;
  };
}

function prettyPrinted(code: string, position: Position, { unit, quote }: Style): string | undefined {
  const options = { tabWidth: unit === '\t' ? 4 : unit.length, useTabs: unit === '\t', quote };
  try {
    const text = position === 'statement' ? code : `(${code}\n)`;
    const printed = tabbed(prettyPrint(text, options), unit);
    return position === 'statement' ? printed : printed.replace(/;\s*$/, '').replace(/^\(([\s\S]*)\)$/, '$1');
  } catch {
    return undefined;
  }
}

/** recast leaves four spaces where a block's first line should have one tab more. */
const tabbed = (text: string, unit: string): string =>
  unit !== '\t'
    ? text
    : text.replace(/^[\t ]+/gm, (indent) => {
        const columns = indent.replaceAll('\t', '    ').length;
        return '\t'.repeat(columns >> 2) + ' '.repeat(columns & 3);
      });

function layoutOf({ lineEnd, unit }: Style): Layout {
  return {
    tidy: true,
    lineEnd,
    unit,
    fit(text, node, indent) {
      const origin = node.origin ?? node;
      if (!text.includes('\n') || hasLongText(node)) return text;
      const base = origin.start < 0 ? '' : indentAt(origin.from.text, origin.start);
      const [first, ...rest] = text.split(/\r?\n/);
      const moved = rest.map((line) =>
        line.trim() === '' ? '' : line.startsWith(base) ? indent + line.slice(base.length) : line,
      );
      return [first, ...moved].join(lineEnd);
    },
  };
}

/** Lines inside a template literal are its own. */
function hasLongText(root: SyntaxNode): boolean {
  let found = false;
  walk(root, (node) => {
    if (node.type === 'TemplateElement' && String(node.value).includes('\n')) found = true;
    return !found;
  });
  return found;
}

/** New code has single line feeds; a file with others gets its own. */
function withLineEnds(text: string, { lineEnd, mixed }: Style): string {
  return lineEnd === '\n' || mixed ? text : text.replace(/(?<!\r)\n/g, lineEnd);
}

/** `lastRow$41` becomes `lastRow`, or `lastRow2` where that is taken; or `last_row`, where the module's own are like that. */
function shortNames(text: string, { ancestor, declared, root }: Phenotype): string {
  const taken = new Set(ancestor.names);
  // What edits brought in has plain names as well, such as those inside a function.
  walk(root, (node) => {
    if (typeof node.name === 'string') taken.add(node.name);
  });
  const count = (kind: RegExp): number => [...ancestor.declared].filter((name) => kind.test(name)).length;
  const snaked = count(/[a-z\d]_[a-z]/) > count(/[a-z\d][A-Z]/);
  let out = text;
  for (const name of [...declared].sort()) {
    const [, base] = /^([a-zA-Z]\w*)\$(?:\d+|[0-9a-f]{12}_\d+)$/.exec(name) ?? [];
    if (base === undefined || !out.includes(name)) continue;
    const styled = snaked ? base.replace(/(?<=[a-z\d])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : base;
    let short = styled;
    for (let n = 2; taken.has(short) || RESERVED.has(short); n++) short = `${styled}${n}`;
    taken.add(short);
    const whole = new RegExp(`(?<![\\w$])${name.replace('$', '\\$')}(?![\\w$])`, 'g');
    out = out.replace(whole, short);
  }
  return out;
}

const RESERVED = new Set(
  `do if in for let new try var case else enum eval null this true void with await break catch
  class const false super throw while yield delete export import public return static switch typeof default extends
  finally package private continue debugger function arguments interface protected implements instanceof`.split(/\s+/),
);
