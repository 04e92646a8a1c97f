import eslint from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { lodestarRules } from './scripts/eslint-rules.mjs';

const ENUM = {
  selector: 'TSEnumDeclaration',
  message: 'Use a const object or a union of literals: an enum does not erase.',
};
const EXPORTED_ARROW = {
  selector: 'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression',
  message: 'Write `export function`.',
};
const DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Use a named export; only oclif commands and tool configurations have a default one.',
};
const EXPORT_ALL = {
  selector: 'ExportAllDeclaration',
  message: 'Name what is exported: a barrel loads what nobody asked for.',
};
const CLOCK = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is passed in.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is passed in.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Randomness is passed in.',
  },
];
const READ_AS_TEXT = {
  selector: "CallExpression[callee.name='readFileSync'][arguments.1.value=/^utf-?8$/]",
  message:
    'Read bytes and decode them: asked for text, Node ends the process with SIGABRT where closing fails (ReadFileUtf8 in node_file.cc).',
};
const PROCESS_EXIT = {
  object: 'process',
  property: 'exit',
  message: 'Set an exit code or throw: only cli/ ends the process.',
};
const syntax = (...rules) => ['error', ENUM, EXPORTED_ARROW, EXPORT_ALL, ...rules];

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    'reports/',
    'node_modules/',
    '**/*.generated.{ts,cjs,d.cts}',
    'src/**/generated/',
    'test/**/fixtures/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs,cjs}'],
    extends: [eslint.configs.recommended],
    plugins: { lodestar: lodestarRules },
    rules: {
      curly: 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-properties': ['error', PROCESS_EXIT],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'lodestar/disable-description': 'error',
      'lodestar/file-name': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: { console: 'readonly', process: 'readonly', URL: 'readonly', Buffer: 'readonly' },
    },
  },
  { files: ['**/*.cjs'], languageOptions: { globals: { module: 'writable', require: 'readonly' } } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': syntax(DEFAULT_EXPORT),
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/max-params': ['error', { max: 3 }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // The runtime is async at its edge although SQLite is not, so that another database can stand behind the same functions.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-restricted-syntax': syntax(DEFAULT_EXPORT, READ_AS_TEXT) },
  },
  {
    files: ['src/model/**/*.ts', 'src/operations/**/*.ts'],
    rules: {
      'no-restricted-syntax': syntax(DEFAULT_EXPORT, READ_AS_TEXT, ...CLOCK),
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'The front-end passes in what it reads from the process.' },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { regexp },
    rules: {
      // Input is hostile: a pattern that takes the square of its length is a hang.
      'regexp/no-super-linear-backtracking': 'error',
      'regexp/no-super-linear-move': 'error',
    },
  },
  { files: ['src/commands/**/*.ts'], rules: { 'no-restricted-syntax': syntax(READ_AS_TEXT) } },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': syntax() } },
  {
    files: ['src/cli/**/*.ts', 'src/bin.ts'],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // Matchers such as expect.any() and expect.stringMatching() are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      // Who reads JSON from another process names the shape that it expects.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['scripts/**', 'bench/**', 'test/**'],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
);
