/** Edit distance of two names, by the whole matrix: what is improved while it serves. */
export function distance(a, b) {
  const rows = [];
  for (let i = 0; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      if (i === 0) {
        rows[0].push(j);
      } else {
        const changed = rows[i - 1][j - 1] + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
        rows[i].push(Math.min(changed, rows[i - 1][j] + 1, rows[i][j - 1] + 1));
      }
    }
  }
  return rows[a.length][b.length];
}
