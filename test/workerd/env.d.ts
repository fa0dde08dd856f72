/** Bindings of the workerd test project: the D1 database of `wrangler.toml` and its migrations. */
declare module 'cloudflare:workers' {
  export const env: Readonly<{
    DB: import('../../src/store/d1.ts').D1
    MIGRATIONS: import('cloudflare:test').D1Migration[]
  }>
}
