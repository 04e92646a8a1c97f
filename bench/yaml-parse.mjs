// yaml-parse.mjs FILE: what the package `yaml` takes to parse a file whole.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

parse(readFileSync(process.argv[2], 'utf8'));
