import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT, sourceOf } from './sources';

/** A name that a document gives to something in a file: `` `src/flows/advance.ts` › `advance` ``. */
export type Named = { readonly file: string; readonly name: string };

const FILE =
  /`((?:src|static|test|tools|packages)\/[\w./-]+\.tsx?)`(?:\]\([^)]*\))?((?:\s+(?:and\s+)?› `\w+`)*)/g;

/** All names of a document, each with the file before it. */
export function namesIn(text: string): readonly Named[] {
  return [...text.matchAll(FILE)].flatMap(([, file = '', names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => ({ file, name })),
  );
}

/** Those that their file does not declare, or whose file is not there. */
export function undeclared(named: readonly Named[]): readonly Named[] {
  return named.filter(({ file, name }) => !declaredIn(file).includes(name));
}

function declaredIn(file: string): readonly string[] {
  const path = join(ROOT, file);
  return existsSync(path) ? declarations(sourceOf(file, readFileSync(path, 'utf8')).tree) : [];
}

/** What stands at the top of a file: functions, constants, types. */
function declarations(tree: ts.SourceFile): readonly string[] {
  return tree.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    const isNamed =
      ts.isFunctionDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isClassDeclaration(statement);
    return isNamed && statement.name !== undefined ? [statement.name.text] : [];
  });
}
