/** Genomes like one that was wrong in its proof, asked where that one was. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveExperiment } from '../../src/experiment/experiment.ts';
import { proveText, wrongShares } from '../../src/improvement/prove-text.ts';
import { readSubject } from '../../src/improvement/subject.ts';
import { proofPlan } from '../../src/verdict/plan.ts';
import { folderOf, removeFolders } from '../folders.ts';

removeFolders();

test('a text that is wrong for one input in a hundred is told where another one was wrong for it', async () => {
  const folder = folderOf('wrong-shares');
  const text = 'module.exports = (n) => n * 2 + 1;\n';
  writeFileSync(join(folder, 'one.js'), text);
  writeFileSync(
    join(folder, 'one.inputs.mjs'),
    'export const inputs = (random, count) => Array.from({ length: count }, () => [Math.floor(random() * 100)]);\n',
  );
  const experiment = resolveExperiment({ module: 'one.js' }, folder);
  const subject = await readSubject(experiment);
  const plan = { ...proofPlan(0, 1), looks: [2], pairs: 2, turns: 3, checks: 4000 };
  const stress = { checks: 1, score: 1, hard: null, failing: [] };
  const wrong = 'module.exports = (n) => (n === 41 ? 84 : n * 2 + 1);\n';
  const { proof, claimed } = await proveText(subject, experiment, wrong, stress, plan, {});
  expect(claimed.verdict).toBe('not-improved');
  expect(proof.mismatch?.input).toBe('[41]');
  const where = { plan, process: proof.mismatch!.process };
  const others = [
    'module.exports = (n) => 1 + n * 2;\n',
    'module.exports = (n) => (n > 40 && n < 42 ? 82 : n * 2 + 1);\n',
    'module.exports = (n) => { if (n === 41) process.exit(1); return n * 2 + 1; };\n',
    'module.exports = (n) => n + n + 1;\n',
  ];
  const [same, wrongToo, leaves, alike] = await wrongShares(subject, experiment, others, where, undefined);
  expect([same, leaves, alike]).toEqual([0, 1, 0]);
  // One in a hundred.
  expect(wrongToo).toBeGreaterThan(0.003);
  expect(wrongToo).toBeLessThan(0.03);
});
