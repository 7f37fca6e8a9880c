/** Kernels that compare texts, for functions that make all letters small before. */
import type { Kernel } from './kernel.ts';

/** The same kernel on its texts in small letters. */
export const ignoringCase = ({ name, does, source, code, ...kernel }: Kernel): Kernel => {
  const names = kernel.params.map((_, k) => `text${k}`);
  const small = names.map((text) => `${text}.toLowerCase()`);
  return {
    ...kernel,
    name: `${name} ignoring case`,
    does: `${does}, in small letters`,
    source,
    code: `${code.replaceAll('%kernel', '%sameCase')}
function %kernel(${names.join(', ')}) {
  return %sameCase(${small.join(', ')});
}`,
  };
};
