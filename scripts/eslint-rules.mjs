/** Two rules of docs/STYLE.md that no installed plugin checks. */

const DIRECTIVE = /^\s*eslint-(?:disable|enable)/u;
const FILE_NAME = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*\.(?:ts|mts|js|mjs|cjs)$/u;

/** A rule that is switched off without a reason stays off for ever. */
const disableDescription = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { missing: 'Say after ` -- ` why the rule does not fit here.' },
  },
  create(context) {
    return {
      Program() {
        const directives = context.sourceCode.getAllComments().filter((each) => DIRECTIVE.test(each.value));
        for (const comment of directives) {
          if (!/\s--\s+\S/u.test(comment.value)) {
            context.report({ loc: comment.loc, messageId: 'missing' });
          }
        }
      },
    };
  },
};

/** Files are named in kebab-case for their one export, and no folder has an index. */
const fileName = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      kebab: 'Name the file in kebab-case, for its one export.',
      index: 'No folder has an index.ts: import the file that holds the name.',
    },
  },
  create(context) {
    return {
      Program(node) {
        const path = context.filename.replaceAll('\\', '/');
        const base = path.slice(path.lastIndexOf('/') + 1);
        if (!FILE_NAME.test(base)) {
          context.report({ node, messageId: 'kebab' });
        }
        if (base === 'index.ts' && !/\/src\/(?:index|runtime\/migrations\/index)\.ts$/u.test(path)) {
          context.report({ node, messageId: 'index' });
        }
      },
    };
  },
};

export const lodestarRules = {
  rules: { 'disable-description': disableDescription, 'file-name': fileName },
};
