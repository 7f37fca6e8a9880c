/** The registry of report formats. A new one is one file and one line here. */
import { csv } from './csv.ts';
import type { ReportFormat } from './format.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { patch } from './patch.ts';

export const formats = { md: markdown, json, csv, patch } as const satisfies Record<string, ReportFormat>;

export type FormatName = keyof typeof formats;
