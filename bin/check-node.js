// Whatever npm starts goes through here first: with install scripts blocked, `npm ci` exits 0 and an old Node would run.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `integron: Node ${process.versions.node} is running where the pinned Node 24 should; run npm ci with install scripts allowed for "node".\n`,
  );
  process.exit(2);
}
