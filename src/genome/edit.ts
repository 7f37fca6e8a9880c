/** The edit, the one primitive of change: templates with holes, put at loci, all together or not at all. */
import { hash } from 'node:crypto';
import { z } from 'zod';

const LOCUS = /^(\d+|[0-9a-f]{12}\.\d+)$/;
const PLACE = /^((before|after):)?(\d+|[0-9a-f]{12}\.\d+)$/;

export const placeSchema = z.strictObject({
  /** A locus, or `before:<locus>` / `after:<locus>` in a list. */
  at: z.string().regex(PLACE),
  /** The template; empty removes. */
  code: z.string(),
  /** Locus, or loci in order for a hole named `$$...`, of each hole. */
  holes: z.record(z.string(), z.union([z.string().regex(LOCUS), z.array(z.string().regex(LOCUS))])).optional(),
});

export const editSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{12}$/),
  operator: z.string(),
  places: z.array(placeSchema).min(1),
});

export type Place = z.infer<typeof placeSchema>;
export type Edit = z.infer<typeof editSchema>;

/** The locus that a place names, whether it stands there or beside. */
export const locusAt = (at: string): string => at.replace(/^(before|after):/, '');

/** The edit with its id: the first 12 hexadecimal digits of SHA-256 over the rest. */
export function makeEdit(operator: string, places: Place[]): Edit {
  const body = { operator, places: places.map(tidyPlace) };
  return { id: hash('sha256', JSON.stringify(body), 'hex').slice(0, 12), ...body };
}

function tidyPlace({ at, code, holes }: Place): Place {
  if (!holes || Object.keys(holes).length === 0) return { at, code };
  const sorted = Object.entries(holes).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { at, code, holes: Object.fromEntries(sorted) };
}
