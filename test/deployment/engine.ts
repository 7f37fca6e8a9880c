/** An engine that deploys without end, for those who kill it: `node engine.ts <folder>`. Says so after each version. */
import { ORIGINAL, put } from './versions.ts';

for (let k = 0; ; k++) {
  await put(process.argv[2]!, ORIGINAL.replace('let sum = 0;', `let sum = 0; /* engine ${process.pid} ${k} */`), 0.25);
  process.stdout.write('deployed\n');
}
