import Database from 'better-sqlite3'

/**
 * Surrounds the events of a database with copies in other countries, as many of each as makes
 * `times` in all: same dates, themes and texts, but none of them matches a country or a word of the
 * originals. Only what is read for feeds is written; it is a database to measure, not one to run.
 */
export const multiply = (databasePath: string, times: number): void => {
  const client = new Database(databasePath)
  client.pragma('journal_mode = OFF')
  client.pragma('synchronous = OFF')
  client.pragma('foreign_keys = OFF')
  client.pragma('cache_size = -400000')
  const events = Number(client.prepare('select max(number) from publication').pluck().get())
  const copies = `(with recursive c(n) as (values (1) union all select n + 1 from c where n < ${times - 1}) select n from c) c`
  const number = (column: string) => `${column} + c.n * ${events}`
  /** A UUID with its copy in front; the rest still tells originals apart. */
  const event = (column: string) => `printf('%08x', c.n) || substr(${column}, 9)`
  const label = (column: string) =>
    `case when ${column} glob 'country:*' then 'country:' || char(65 + c.n % 26) || '0' else ${column} end`

  const changed: Readonly<Record<string, Readonly<Record<string, (column: string) => string>>>> = {
    publication: { event_id: event, uid: event, number },
    occurrence: { event_id: event },
    label: { number, label },
    label_occurrence: { number, label, event_id: event },
    label_series: { number, label, event_id: event },
    fragment: { key: (column) => `${column} + c.n * ${events} * 65536` },
  }
  const only: Readonly<Record<string, string>> = { fragment: "where t.format = 'ics'" }
  for (const [table, change] of Object.entries(changed)) {
    const columns = client
      .prepare('select name from pragma_table_info(?)')
      .pluck()
      .all(table)
      .map(String)
    const values = columns.map((name) => change[name]?.(`t.${name}`) ?? `t.${name}`)
    // Row by row with all its copies: they lie together in the order in which tables are kept.
    client.exec(
      `insert or ignore into ${table} (${columns.join(', ')})
       select ${values.join(', ')} from (select * from ${table} t ${only[table] ?? ''}) t cross join ${copies}`
    )
  }
  client.exec(
    `insert into search (rowid, words)
     select ${number('p.number')}, printf('course evening copy%d event%d', c.n, p.number)
     from (select number from publication where number <= ${events}) p cross join ${copies}`
  )
  client.close()
}
