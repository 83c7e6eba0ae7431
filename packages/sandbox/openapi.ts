import addFormats from 'ajv-formats';
import { type Document, OpenAPIRouter, OpenAPIValidator, type Operation } from 'openapi-backend';

/** A vendor's OpenAPI document that judges: which operation an address is, and whether what is sent fits it. */
export type Documented = {
  readonly router: OpenAPIRouter;
  readonly validator: OpenAPIValidator;
  readonly operationOf: (method: string, path: string) => Operation | undefined;
};
type AjvOptions = ConstructorParameters<typeof OpenAPIValidator>[0]['ajvOpts'];

/** Compiled once and asked some hundred times: what ajv does to the schema and to its own code first would take longer. */
export const QUICKLY = { validateSchema: false, code: { optimize: false } } as const;

/** `definition`: without references that lead back to themselves, because a validator is made of all of it. */
export function documentedBy(definition: Document, ajvOpts: AjvOptions = {}): Documented {
  const router = new OpenAPIRouter({ definition, apiRoot: '/' });
  // The router would gather the operations of the whole document anew for every request.
  const operations = router.getOperations();
  router.getOperations = () => operations;
  const validator = new OpenAPIValidator({
    ...{ definition, router, lazyCompileValidators: true },
    ajvOpts: { ...ajvOpts, ...QUICKLY },
    customizeAjv: (ajv) => addFormats(ajv),
  });
  return { router, validator, operationOf: finder(operations) };
}

/** Patterns are made once, and only those are tried that have the method and as many segments. Fixed segments win over names. */
function finder(operations: readonly Operation[]): Documented['operationOf'] {
  const likely = new Map<string, { readonly pattern: RegExp; readonly operation: Operation }[]>();
  for (const operation of [...operations].sort((a, b) => names(a) - names(b))) {
    const key = keyOf(operation.method.toUpperCase(), operation.path);
    const pattern = new RegExp(`^${operation.path.replace(/\{[^}]+\}/g, '[^/]+')}$`);
    likely.set(key, [...(likely.get(key) ?? []), { pattern, operation }]);
  }
  return (method, path) =>
    likely.get(keyOf(method, path))?.find(({ pattern }) => pattern.test(path))?.operation;
}

function names({ path }: Operation): number {
  return path.split('{').length;
}

function keyOf(method: string, path: string): string {
  return `${method} ${path.split('/').length}`;
}
