/** The registry of verbs. A new one is one file and one line here. */
import type { Verb } from './verb.ts';
import { analyzeVerb } from './verbs/analyze.ts';
import { improveVerb } from './verbs/improve.ts';
import { inspectVerb } from './verbs/inspect.ts';
import { reportVerb } from './verbs/report.ts';
import { resumeVerb } from './verbs/resume.ts';
import { runVerb } from './verbs/run.ts';
import { runsVerb } from './verbs/runs.ts';
import { selfVerb } from './verbs/self.ts';
import { verifyVerb } from './verbs/verify.ts';
import { versionsVerb } from './verbs/versions.ts';

export const verbs = {
  improve: improveVerb,
  analyze: analyzeVerb,
  run: runVerb,
  runs: runsVerb,
  inspect: inspectVerb,
  report: reportVerb,
  resume: resumeVerb,
  verify: verifyVerb,
  versions: versionsVerb,
  self: selfVerb,
} as const satisfies Record<string, Verb>;
