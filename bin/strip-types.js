// For a Node that does not run TypeScript by itself: `node --import <this file> ...`.
import { register } from 'node:module';

register('./strip-types-hooks.js', import.meta.url);
