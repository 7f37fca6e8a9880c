/**
 * A process of the proof. It loads both files as their user would (`import` or `require`, no realm) and works on inputs
 * that nothing has seen. The order is the first message; a side that is alone then takes turns until the channel closes.
 */
import { runAlone } from './alone.ts';
import { check } from './check.ts';
import { openContext } from './context.ts';
import { readMemory } from './memory.ts';
import type { ProofOrder } from './protocol.ts';
import { timeTogether } from './together.ts';

// Captured before any variant is loaded.
const send = process.send!.bind(process);
const exit = process.exit.bind(process);

process.on('disconnect', () => exit(0));
process.once('message', (order: ProofOrder) => {
  carryOut(order).catch((error: unknown) => {
    process.stderr.write(`${(error as Error)?.message ?? String(error)}\n`);
    exit(1);
  });
});

async function carryOut(order: ProofOrder): Promise<void> {
  const context = await openContext(order);
  if (order.mode === 'left' || order.mode === 'right') return runAlone(context, order.mode, send);
  const work = { check, together: timeTogether, memory: readMemory }[order.mode];
  send(work(context), () => exit(0));
}
