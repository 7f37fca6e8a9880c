/** The registry of verbs. A new one is one file and one line here. */
import type { Verb } from './verb.ts';
import { analyzeVerb } from './verbs/analyze.ts';
import { deployVerb } from './verbs/deploy.ts';
import { improveVerb } from './verbs/improve.ts';
import { inspectVerb } from './verbs/inspect.ts';
import { loopVerb } from './verbs/loop.ts';
import { promoteVerb } from './verbs/promote.ts';
import { reportVerb } from './verbs/report.ts';
import { resumeVerb } from './verbs/resume.ts';
import { rollbackVerb } from './verbs/rollback.ts';
import { runVerb } from './verbs/run.ts';
import { runsVerb } from './verbs/runs.ts';
import { selfVerb } from './verbs/self.ts';
import { statusVerb } from './verbs/status.ts';
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
  deploy: deployVerb,
  promote: promoteVerb,
  rollback: rollbackVerb,
  status: statusVerb,
  loop: loopVerb,
  self: selfVerb,
} as const satisfies Record<string, Verb>;
