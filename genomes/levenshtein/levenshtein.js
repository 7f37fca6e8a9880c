/**
 * Edit distance of two texts: fewest insertions, deletions and replacements of UTF-16 code units that turn one into the
 * other. Wagner & Fischer 1974, "The string-to-string correction problem", with the whole matrix.
 */
export function levenshtein(source, target) {
  const distances = [];
  for (let i = 0; i <= source.length; i++) {
    distances.push([i]);
  }
  for (let j = 1; j <= target.length; j++) {
    distances[0].push(j);
  }
  for (let i = 1; i <= source.length; i++) {
    for (let j = 1; j <= target.length; j++) {
      const cost = source[i - 1] === target[j - 1] ? 0 : 1;
      distances[i].push(Math.min(distances[i - 1][j] + 1, distances[i][j - 1] + 1, distances[i - 1][j - 1] + cost));
    }
  }
  return distances[source.length][target.length];
}
