/** A kernel as code for one place: its statements, the condition under which it may be called, and the call. */
import { parameterName } from '../genome/scope.ts';
import type { SyntaxNode } from '../genome/syntax.ts';
import { type DomainCheck, inNames, type Kernel, type Narrowing, narrowed, VALUE } from './kernel.ts';
import { named } from './rule.ts';

/** Operator name of the edits of a kernel. */
export const kernelOperator = ({ name }: Kernel): string => `kernel:${name}`;

export interface KernelCode {
  /** What the module needs. */
  readonly statements: string;
  readonly condition: string;
  readonly call: string;
  /** A name for the answer of one that may decline. */
  readonly answer: string;
}

/**
 * @param names what the kernel takes
 * @param more conditions beside the kernel's own
 * @param scope the function for which fresh names are made
 * @param declines whether its answer may be `undefined`, and is asked about
 * @param narrow in what alone it agrees
 */
export function kernelCode(
  kernel: Kernel,
  names: readonly string[],
  more: readonly string[],
  scope: SyntaxNode,
  declines: boolean,
  narrow?: Narrowing,
): KernelCode {
  const { statements, guard } = guarded(kernel, names, declines, narrow);
  const fresh = (code: string): string => named(code.replace(/%kernel\b/g, `%${camel(kernel.name)}`), scope);
  return {
    statements: fresh(statements),
    condition: fresh([guard, ...more].join(' && ')),
    call: fresh(`%kernel(${names.join(', ')})`),
    answer: fresh('%answer'),
  };
}

/** Parameters that no call was seen to have are not given. */
const NOT_GIVEN: readonly string[] = [`${VALUE}undefined`];

/**
 * Conditions, each enough, under which a parameter that a kernel does not have is what it often is.
 * @param seen domains and values of the function's parameters
 */
export function usualValues(scope: SyntaxNode, at: number, seen: readonly (readonly string[])[]): string[] {
  const param = (scope.params as SyntaxNode[])[at]!;
  const name = parameterName(param)!;
  // A new object each time is like no other: that it was not given is what can be asked.
  if (param.type === 'AssignmentPattern' && /^(Array|Object|New)Expression$/.test(param.right.type))
    return scope.type === 'ArrowFunctionExpression' ? [] : [`arguments.length < ${at + 1}`];
  const values = (seen[at] ?? NOT_GIVEN).filter((domain) => domain.startsWith(VALUE));
  return values.map((value) => `${name} === ${value.slice(VALUE.length)}`);
}

const camel = (name: string): string => name.replace(/[ ,-]+(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * The statements that a kernel and its guard need, and the guard for these parameter names.
 * @param declines whether the guard leaves to the kernel what it sees for itself
 */
export function guarded(
  kernel: Kernel,
  names: readonly string[],
  declines: boolean,
  narrow?: Narrowing,
): { statements: string; guard: string } {
  const checks = kernel.params.map((domain, i): DomainCheck => {
    const { outside, ...check } = narrowed([domain, i], names);
    return declines && outside !== undefined ? { test: inNames(outside, names[i]!) } : check;
  });
  if (narrow) checks.push(narrowed(narrow, names));
  const helpers = [...new Set(checks.flatMap(({ helper }) => (helper === undefined ? [] : [helper])))];
  // Inside of the function: what stands before a statement is not carried over.
  const about = `// ${kernel.does[0]!.toUpperCase()}${kernel.does.slice(1)}, in ${kernel.complexity}: ${kernel.source}.`;
  const code = kernel.code.replace(/function %kernel\([^)]*\) \{/, (head) => `${head}\n${about}\n`);
  return { statements: [...helpers, code].join('\n'), guard: checks.map(({ test }) => test).join(' && ') };
}
