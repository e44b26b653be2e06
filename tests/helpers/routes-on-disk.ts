import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One way through a door: a page to read, an action of its form, or a method of an endpoint. */
export interface Way {
  /** The route as its folder says it: "/[hub]/desk/people/[id]". */
  route: string;
  /** "GET", "POST", "DELETE" of an endpoint; "page"; or "?/name" of a form's action ("?/default" for the only one). */
  way: string;
}

/** Every way through every door, read from src/routes. */
export function waysOnDisk(folder = 'src/routes', route = ''): Way[] {
  const ways: Way[] = [];
  const own = route === '' ? '/' : route;
  if (existsSync(join(folder, '+page.svelte'))) ways.push({ route: own, way: 'page' });
  for (const name of exportedFrom(join(folder, '+server.ts'))) {
    if (/^(GET|POST|PUT|PATCH|DELETE)$/.test(name)) ways.push({ route: own, way: name });
  }
  for (const name of actionsIn(join(folder, '+page.server.ts'))) ways.push({ route: own, way: `?/${name}` });
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) ways.push(...waysOnDisk(join(folder, entry.name), `${route}/${entry.name}`));
  }
  return ways;
}

function parse(file: string): ts.SourceFile | null {
  return existsSync(file)
    ? ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
    : null;
}

function exportedFrom(file: string): string[] {
  return declarationsIn(file).map((declaration) => declaration.name);
}

function actionsIn(file: string): string[] {
  const actions = declarationsIn(file).find((declaration) => declaration.name === 'actions')?.value;
  const object = actions && ts.isSatisfiesExpression(actions) ? actions.expression : actions;
  if (!object || !ts.isObjectLiteralExpression(object)) return [];
  return object.properties
    .map((property) => (property.name?.getText() ?? '').replaceAll("'", ''))
    .filter(Boolean);
}

function declarationsIn(file: string): { name: string; value?: ts.Expression | undefined }[] {
  const found: { name: string; value?: ts.Expression | undefined }[] = [];
  for (const statement of parse(file)?.statements ?? []) {
    const exported = ts.canHaveModifiers(statement)
      ? ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)
      : false;
    if (!exported) continue;
    if (ts.isFunctionDeclaration(statement) && statement.name) found.push({ name: statement.name.text });
    if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        found.push({ name: declaration.name.getText(), value: declaration.initializer });
      }
    }
  }
  return found;
}
