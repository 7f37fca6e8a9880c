// A small service: GET /nearest?name=... answers with the name that is nearest. `distance` is swapped while it serves.
import { createServer } from 'node:http';
import { live } from 'integron/live';
import { distance as original } from './distance.js';

const NAMES = ['Anna Berg', 'Jonas Lindqvist', 'Maria del Carmen', 'Li Wei', 'Oluwaseun', 'Petra Novakova', 'Tom'];
const distance = live('distance', original, {
  onAbort: ({ version, reason }) => console.log(`${version} went out: it ${reason}`),
});

function nearest(name) {
  let best = { name: '', distance: Number.POSITIVE_INFINITY };
  for (const known of NAMES) {
    const found = distance(name, known);
    if (found < best.distance) best = { name: known, distance: found };
  }
  return best;
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const name = searchParams.get('name');
  const known = pathname === '/nearest' && name !== null;
  response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(known ? nearest(name) : { error: 'GET /nearest?name=...' }));
});
server.listen(Number(process.env.PORT ?? 8080), () => console.log(`listens on port ${server.address().port}`));
