/** Expression of a genome: its edits applied, in order, to the ancestor's tree. */
import { hash } from 'node:crypto';
import type { Ancestor } from './ancestor.ts';
import type { Edit, Place } from './edit.ts';
import { type SyntaxNode, slotNames, slotOf } from './syntax.ts';
import { isOptional, type Position, parseTemplate, positionOf, type Template } from './template.ts';

/** What became of one edit. */
export type Applied = { readonly done: true } | { readonly done: false; readonly why: string };

export interface Phenotype {
  readonly ancestor: Ancestor;
  readonly root: SyntaxNode;
  /** One answer for each edit, in order. */
  readonly applied: readonly Applied[];
  /** Names declared by templates in force. */
  readonly declared: ReadonlySet<string>;
  /** The node that a locus names now, or undefined where it is gone. */
  node(locus: string): SyntaxNode | undefined;
  /** The node above, or null for the program. */
  parentOf(node: SyntaxNode): SyntaxNode | null;
}

export type TemplateParser = (code: string, position: Position) => Template | null;

/** Applies edits. An edit that cannot be applied does nothing and says why. */
export function express(ancestor: Ancestor, edits: readonly Edit[], parse = remembering(ancestor)): Phenotype {
  const expression = new Expression(ancestor, parse);
  const applied = edits.map((edit): Applied => {
    const why = expression.apply(edit);
    return why === undefined ? { done: true } : { done: false, why };
  });
  return {
    ancestor,
    root: expression.root,
    applied,
    declared: expression.declared,
    node: (locus) => expression.node(locus),
    parentOf: (node) => expression.parentOf(node),
  };
}

const MOST_TEMPLATES = 1500;

/** Each template of an ancestor's edits is parsed once. */
function remembering(ancestor: Ancestor): TemplateParser {
  return (code, position) => {
    const key = `${position} ${code}`;
    let template = ancestor.templates.get(key);
    if (template === undefined) {
      template = parseTemplate(code, position);
      // Templates with fresh names are many in a long run; those in use are soon back.
      if (ancestor.templates.size >= MOST_TEMPLATES) ancestor.templates.clear();
      ancestor.templates.set(key, template);
    }
    return template;
  };
}

interface Target {
  readonly place: Place;
  readonly where: 'replace' | 'before' | 'after';
  readonly node: SyntaxNode;
  readonly parent: SyntaxNode;
  readonly slot: string;
  readonly template: Template | null;
  readonly holes: Map<string, SyntaxNode[]>;
}

const COPY = 2 ** 40;
const OTHERS = 2 ** 32;

/**
 * Loci of what one edit makes. A copy's are made of those of what it is a copy of: counted, they would name other nodes
 * wherever an earlier edit makes the copied code longer.
 */
class Loci {
  private readonly id: string;
  private count = 0;
  private copies = 0;

  constructor(id: string) {
    this.id = id;
  }

  next(): string {
    return `${this.id}.${this.count++}`;
  }

  /** Begins another copy. */
  copy(): void {
    this.copies++;
  }

  of(locus: string): string {
    const own = locus.includes('.') ? OTHERS + Number.parseInt(hash('sha256', locus, 'hex').slice(0, 8), 16) : locus;
    return `${this.id}.${this.copies * COPY + Number(own)}`;
  }
}

/**
 * Copies on writing: a node of the ancestor that is to change is copied together with the nodes above it, so the
 * ancestor stays as it is and the cost of an edit is that of its depth, not of the module.
 */
class Expression {
  root: SyntaxNode;
  readonly declared = new Set<string>();
  private readonly ancestor: Ancestor;
  private readonly parse: TemplateParser;
  private readonly copies = new Map<string, SyntaxNode>();
  private readonly detached = new Set<SyntaxNode>();
  private readonly editIds = new Set<string>();

  constructor(ancestor: Ancestor, parse: TemplateParser) {
    this.ancestor = ancestor;
    this.parse = parse;
    this.root = ancestor.program;
  }

  node(locus: string): SyntaxNode | undefined {
    const copy = this.copies.get(locus);
    if (copy) return this.isAttached(copy) ? copy : undefined;
    const original = this.ancestor.nodes[Number(locus)];
    if (!original || original.locus !== locus) return undefined;
    if (!original.parent) return this.root;
    const parent = this.node(original.parent.locus);
    return parent && (!parent.origin || slotOf(parent, original)) ? original : undefined;
  }

  parentOf(node: SyntaxNode): SyntaxNode | null {
    if (node.origin || !node.parent) return node.parent;
    return this.copies.get(node.parent.locus) ?? node.parent;
  }

  /** Applies one edit; the reason why not, or undefined when it was done. */
  apply(edit: Edit): string | undefined {
    if (this.editIds.has(edit.id)) return 'the genome holds this edit already';
    const targets: Target[] = [];
    for (const place of edit.places) {
      const target = this.resolve(place);
      if (typeof target === 'string') return target;
      targets.push(target);
    }
    for (const a of targets) {
      for (const b of targets) {
        if (a === b || b.where !== 'replace' || !this.contains(b.node, a.node)) continue;
        if (a.node === b.node) {
          if (a.where === 'replace') return 'two places of the edit replace the same node';
          continue;
        }
        const carried = [...b.holes.values()].flat();
        if (!carried.some((hole) => this.contains(hole, a.node) && this.contains(b.node, hole))) {
          return 'one place of the edit lies in what another one replaces';
        }
      }
    }
    this.editIds.add(edit.id);
    const loci = new Loci(edit.id);
    // Neighbours first: what stands before or after a node needs the node still in place.
    const order = [...targets].sort((a, b) => Number(a.where === 'replace') - Number(b.where === 'replace'));
    for (const target of order) this.put(target, loci);
    return undefined;
  }

  private resolve(place: Place): Target | string {
    const [, , kind, locus] = /^((before|after):)?(.*)$/.exec(place.at)!;
    const node = this.node(locus!);
    if (!node) return `locus ${locus} is gone`;
    const parent = this.parentOf(node);
    if (!parent) return 'the whole module cannot be replaced';
    const slot = slotOf(parent, node);
    if (!slot) return `locus ${locus} is gone`;
    const where = (kind as Target['where'] | undefined) ?? 'replace';
    if (where !== 'replace' && slot.index < 0) return `locus ${locus} does not stand in a list`;
    const holes = new Map<string, SyntaxNode[]>();
    for (const [name, held] of Object.entries(place.holes ?? {})) {
      const carried: SyntaxNode[] = [];
      for (const item of Array.isArray(held) ? held : [held]) {
        const hole = this.node(item);
        if (!hole) return `locus ${item} is gone`;
        carried.push(hole);
      }
      holes.set(name, carried);
    }
    if (place.code === '') {
      if (where !== 'replace') return 'nothing to insert';
      if (!isOptional(parent, slot.name) && !isBodySlot(parent, slot.name)) return `locus ${locus} cannot be left out`;
      return { place, where, node, parent, slot: slot.name, template: null, holes };
    }
    const position = positionOf(parent, slot.name, node.type);
    if (!position) return `no template can stand at locus ${locus}`;
    if (where !== 'replace' && position === 'expression') return `locus ${locus} does not stand in a list`;
    const template = this.parse(place.code, position);
    if (!template) return `the template is no ${position}`;
    if (slot.index < 0 && position !== 'statement' && template.nodes.length !== 1) return 'one node is needed here';
    return { place, where, node, parent, slot: slot.name, template, holes };
  }

  private contains(outer: SyntaxNode, inner: SyntaxNode): boolean {
    for (let node: SyntaxNode | null = inner; node; node = this.parentOf(node)) if (node === outer) return true;
    return false;
  }

  private put(target: Target, loci: Loci): void {
    // An earlier place of the same edit may have copied nodes on the way; look them up again.
    const node = this.current(target.node);
    const parent = this.own(this.current(this.parentOf(node)!));
    const inside = target.where === 'replace' ? node : null;
    const carried = new Map<string, { nodes: SyntaxNode[]; used: boolean }>();
    for (const [name, nodes] of target.holes)
      carried.set(name, { nodes: nodes.map((hole) => this.current(hole)), used: false });
    const taken = new Set<SyntaxNode>();
    const make = (from: SyntaxNode, above: SyntaxNode | null): SyntaxNode[] => {
      const hole = holeName(from);
      const known = hole === undefined ? undefined : carried.get(hole);
      if (known) {
        const first = !known.used;
        known.used = true;
        return known.nodes.flatMap((item) => {
          const keep = first && inside !== null && !taken.has(item) && this.contains(inside, item);
          if (keep) taken.add(item);
          return this.carry(item, above, keep, loci, from.type === 'ExpressionStatement');
        });
      }
      const copy = { ...from, parent: above, origin: from, locus: loci.next() } as SyntaxNode;
      this.copies.set(copy.locus, copy);
      for (const slot of slotNames(from.type)) {
        const value = from[slot] as SyntaxNode | (SyntaxNode | null)[] | null | undefined;
        if (Array.isArray(value)) copy[slot] = value.flatMap((item) => (item ? make(item, copy) : [null]));
        else if (value) copy[slot] = this.single(make(value, copy), copy, slot, loci);
      }
      return [copy];
    };
    const list = parent[target.slot] as unknown;
    // What is made may carry the node itself: another copy of it stands there from then on.
    const at = Array.isArray(list) ? list.indexOf(node) : -1;
    const made = target.template ? target.template.nodes.flatMap((from) => make(from, parent)) : [];
    for (const name of target.template?.declared ?? []) if (!carried.has(name)) this.declared.add(name);
    if (Array.isArray(list)) {
      const fresh = made.map((item) => this.withParent(item, parent));
      if (target.where === 'replace') list.splice(at, 1, ...fresh);
      else list.splice(target.where === 'before' ? at : at + 1, 0, ...fresh);
    } else if (made.length > 0 || isOptional(parent, target.slot)) {
      parent[target.slot] = made.length === 0 ? null : this.single(made, parent, target.slot, loci);
    } else parent[target.slot] = this.block([], parent, loci);
    if (target.where === 'replace' && !taken.has(node)) this.detached.add(node);
  }

  private withParent(node: SyntaxNode, parent: SyntaxNode): SyntaxNode {
    node.parent = parent;
    return node;
  }

  /** A hole's subtree in its new place: itself (its loci stay) or a copy (new loci). */
  private carry(
    item: SyntaxNode,
    above: SyntaxNode | null,
    keep: boolean,
    loci: Loci,
    asStatement: boolean,
  ): SyntaxNode[] {
    let node: SyntaxNode;
    if (keep) {
      node = item.origin ? item : { ...copyLists(item), origin: item };
      this.copies.set(node.locus, node);
      this.detached.delete(node);
    } else {
      loci.copy();
      node = this.duplicate(item, loci);
    }
    node.parent = above;
    if (!asStatement || !isExpression(node)) return [node];
    // An expression that stands where the template had `$hole;` becomes a statement.
    const statement = this.textless('ExpressionStatement', above, loci, { expression: node });
    node.parent = statement;
    return [statement];
  }

  /** One node for a slot that holds one: several statements become a block. */
  private single(made: SyntaxNode[], parent: SyntaxNode, slot: string, loci: Loci): SyntaxNode {
    return made.length === 1 && !(isBodySlot(parent, slot) && isLexical(made[0]!))
      ? made[0]!
      : this.block(made, parent, loci);
  }

  private block(body: SyntaxNode[], parent: SyntaxNode, loci: Loci): SyntaxNode {
    const block = this.textless('BlockStatement', parent, loci, { directives: [], body });
    for (const item of body) item.parent = block;
    return block;
  }

  /** A node that no text has: its own origin. */
  private textless(type: string, parent: SyntaxNode | null, loci: Loci, fields: object): SyntaxNode {
    const from = this.ancestor.source;
    const node = {
      type,
      start: -1,
      end: -1,
      from,
      locus: loci.next(),
      parent,
      origin: null,
      signature: type,
      parenthesized: false,
    } as SyntaxNode;
    Object.assign(node, fields);
    node.origin = node;
    this.copies.set(node.locus, node);
    return node;
  }

  private duplicate(item: SyntaxNode, loci: Loci): SyntaxNode {
    const copy = { ...item, origin: item.origin ?? item, locus: loci.of(item.locus) } as SyntaxNode;
    if (item.origin === item) copy.origin = copy;
    this.copies.set(copy.locus, copy);
    for (const slot of slotNames(item.type)) {
      const value = item[slot] as SyntaxNode | (SyntaxNode | null)[] | null | undefined;
      const duplicateBelow = (child: SyntaxNode | null): SyntaxNode | null =>
        child && this.withParent(this.duplicate(child, loci), copy);
      if (Array.isArray(value)) copy[slot] = value.map(duplicateBelow);
      else if (value) copy[slot] = duplicateBelow(value);
    }
    return copy;
  }

  private current(node: SyntaxNode): SyntaxNode {
    return this.copies.get(node.locus) ?? (node === this.ancestor.program ? this.root : node);
  }

  /** The node, made this expression's own to change. */
  private own(node: SyntaxNode): SyntaxNode {
    if (node.origin) return node;
    const copy: SyntaxNode = { ...copyLists(node), origin: node };
    this.copies.set(node.locus, copy);
    if (!node.parent) {
      this.root = copy;
      return copy;
    }
    const parent = this.own(this.parentOf(node)!);
    copy.parent = parent;
    const slot = slotOf(parent, node)!;
    if (slot.index < 0) parent[slot.name] = copy;
    else parent[slot.name][slot.index] = copy;
    return copy;
  }

  private isAttached(copy: SyntaxNode): boolean {
    for (let node: SyntaxNode | null = copy; node; node = node.parent) {
      if (this.detached.has(node)) return false;
      if (node === this.root) return true;
    }
    return false;
  }
}

function copyLists(node: SyntaxNode): SyntaxNode {
  const copy = { ...node };
  for (const slot of slotNames(node.type)) if (Array.isArray(copy[slot])) copy[slot] = [...copy[slot]];
  return copy;
}

/** Whether a statement cannot stand alone as a body or branch. */
const isLexical = (node: SyntaxNode): boolean =>
  /^(Function|Class)Declaration$/.test(node.type) || (node.type === 'VariableDeclaration' && node.kind !== 'var');

const isExpression = (node: SyntaxNode): boolean => !/(Statement|Declaration)$/.test(node.type);

/** The hole that a template node stands for: `$x`, `$$xs`, or `$x;` as a statement. */
function holeName(node: SyntaxNode): string | undefined {
  if (node.type === 'Identifier') return node.name.startsWith('$') ? node.name : undefined;
  if (node.type === 'ExpressionStatement' && node.expression?.type === 'Identifier') return holeName(node.expression);
  if (node.type === 'SpreadElement' && node.argument.type === 'Identifier' && /^\$\$/.test(node.argument.name)) {
    return node.argument.name;
  }
  return undefined;
}

function isBodySlot(parent: SyntaxNode, name: string): boolean {
  if (parent.type === 'IfStatement') return name !== 'test';
  return name === 'body' && /^(For|While|DoWhile|Labeled)/.test(parent.type);
}
