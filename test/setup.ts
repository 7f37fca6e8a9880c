/** What runs before each test file. */
import { removeFolders } from './folders.ts';

removeFolders();
