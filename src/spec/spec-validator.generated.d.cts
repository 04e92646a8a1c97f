import type { ValidateFunction } from 'ajv/dist/2020.js';

/** The public schema of the spec as functions; see scripts/generate/spec-validator.ts. */
declare const validators: { readonly task: ValidateFunction; readonly root: ValidateFunction };
export = validators;
