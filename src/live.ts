/** `integron/live`: functions whose version can be changed while they serve. */
export { type LiveOptions, live } from './deployment/live.ts';
export type { Abort } from './population/registry.ts';
