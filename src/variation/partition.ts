/** Text of one round of selection, for the code that rules and kernels bring in: Hoare 1961, "Algorithm 65: Find". */

/** Parts what lies from `left` to `right` of a list by its middle member, and goes on with the part that holds place `k`. */
export const partition = (list: string): string => `const pivot = ${list}[(left + right) >> 1];
    let i = left;
    let j = right;
    while (i <= j) {
      while (${list}[i] < pivot) i++;
      while (${list}[j] > pivot) j--;
      if (i <= j) {
        const x = ${list}[i];
        ${list}[i] = ${list}[j];
        ${list}[j] = x;
        i++;
        j--;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;`;
