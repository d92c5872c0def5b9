/**
 * The arrows of ARCHITECTURE.md, one named rule each. `npm run check` runs this and also fails when too few modules were cruised:
 * with a TypeScript it cannot read, dependency-cruiser finds nothing to complain about.
 */

/** Layers, lowest first; a part may use what is below it, and beside it only where a rule says so. */
const base = '^lib/base/';
const model = '^(lib|sandbox)/[^/]*/?(model|definition)\\.ts$';
/** Tests and what they stand on may reach into everything. */
const test = '\\.test\\.tsx?$|^tests/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Parts that need each other are one part, or one of them knows too much.',
      from: { pathNot: test },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'base-is-lowest',
      severity: 'error',
      comment: 'lib/base is used by everything, in the browser too; it knows nothing of us.',
      from: { path: base, pathNot: test },
      to: { path: '^(lib|sandbox|app|content)/', pathNot: base },
    },
    {
      name: 'models-are-pure',
      severity: 'error',
      comment:
        'model.ts files are shared by browser and server: they see zod, lib/base and other models, nothing else.',
      from: { path: '^(lib|sandbox)/[^/]*/?model\\.ts$' },
      to: {
        path: '.',
        pathNot: [base, model, 'node_modules/zod/', '^lib/runtime/runtime\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'app-sees-models-and-types',
      severity: 'error',
      comment:
        'Next bundles what app/ imports: values come from lib/base and models (and message catalogues), everything else arrives through the Runtime.',
      from: { path: '^app/', pathNot: test },
      to: {
        path: '^(lib|sandbox|server\\.ts)',
        pathNot: [base, model, '^lib/[^/]+/messages/[^/]+\\.json$', '^lib/runtime/runtime\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'client-never-reaches-server',
      severity: 'error',
      comment: 'What runs in the browser must not lead to server code on any path.',
      from: { path: '^app/(_client|_ui)/', pathNot: test },
      to: {
        path: '^(app/_server/|lib/(runtime|session|store|gateway|terminal|hub|kit|mirror|debian|setup|cli|config)/|sandbox/)',
        pathNot: model,
        reachable: true,
      },
    },
    {
      name: 'nothing-below-sees-app',
      severity: 'error',
      comment: 'lib and sandbox know no page.',
      from: { path: '^(lib|sandbox)/', pathNot: test },
      to: { path: '^app/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-is-low',
      severity: 'error',
      comment: 'What lessons, checks and progress mean does not depend on how anything runs or is stored.',
      from: { path: '^lib/(base|config|check|lesson|progress)/', pathNot: test },
      to: {
        path: '^(app|sandbox|lib/(runtime|session|gateway|terminal|store|hub|kit|mirror|debian|setup|cli))/',
        pathNot: model,
      },
    },
    {
      name: 'adapters-know-no-use-case',
      severity: 'error',
      comment:
        'Sandboxes, the store, the hub and the kit serve whoever calls; they do not know sessions, sockets or the runtime.',
      from: { path: '^(sandbox|lib/(store|hub|kit|mirror|debian|terminal))/', pathNot: test },
      to: { path: '^lib/(runtime|session|gateway|setup|cli)/', pathNot: model },
    },
    {
      name: 'only-runtime-touches-adapters',
      severity: 'error',
      comment:
        'One place picks implementations: lib/runtime (and lib/cli for what runs without a server). All others take ports and types.',
      from: { path: '^lib/', pathNot: [test, '^lib/(runtime|cli|store|hub|kit|mirror|debian)/'] },
      to: { path: '^(sandbox|lib/(store|hub|kit|mirror))/', pathNot: model, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'commands-are-on-top',
      severity: 'error',
      comment: 'Nothing but the commands themselves uses lib/cli.',
      from: { path: '^(lib|sandbox|app|server\\.ts)', pathNot: [test, '^lib/cli/'] },
      to: { path: '^lib/cli/' },
    },
    {
      name: 'through-a-door',
      severity: 'error',
      comment:
        'Another part of lib is used through index.ts, model.ts or definition.ts; how it is made inside is its own business.',
      from: { path: '^lib/([^/]+)/', pathNot: test },
      to: {
        path: '^lib/[^/]+/',
        pathNot: [
          '^lib/$1/',
          '^lib/[^/]+/(index|model|definition)\\.ts$',
          '^lib/runtime/runtime\\.ts$',
          '^lib/[^/]+/messages/',
        ],
      },
    },
    {
      name: 'through-the-sandbox-door',
      severity: 'error',
      comment: 'sandbox/ is used through its model, its index, or the index of one of its folders.',
      from: { path: '^(lib|app|server\\.ts)', pathNot: test },
      to: {
        path: '^sandbox/',
        pathNot: ['^sandbox/(index|model)\\.ts$', '^sandbox/[^/]+/index\\.ts$', '^sandbox/drivers/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'dockerode-only-in-sandbox',
      severity: 'error',
      comment: 'Docker words and types stay in sandbox/; above it there are sandboxes and observations.',
      from: { path: '^(lib|app|server\\.ts)', pathNot: test },
      to: { path: 'node_modules/(dockerode|docker-modem|@types/dockerode|ssh2)/' },
    },
    {
      name: 'next-only-above',
      severity: 'error',
      comment: 'React and Next belong to app/ and server.ts.',
      from: { path: '^(lib|sandbox)/', pathNot: test },
      to: { path: 'node_modules/(next|next-intl|react|react-dom)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-dev-packages-in-the-product',
      severity: 'error',
      comment: 'What serves must not need what only tests install.',
      from: { path: '^(lib|sandbox|app|server\\.ts)', pathNot: [test, '^lib/cli/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|\\.slipway|test-results)/' },
    // Without this, type-only imports are invisible and the rules about them blind.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports', 'imports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
};
