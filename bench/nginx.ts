import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { cpuOfProcess } from './process-cost.ts'

/** A file for nginx to serve, its gzip copy beside it, and headers it does not set by itself. */
export type StaticFile = Readonly<{
  plain: Uint8Array
  gzip: Uint8Array
  type: string
  headers: Readonly<Record<string, string>>
}>

export type Nginx = Readonly<{ port: number; cpu: () => number; stop: () => void }>

/** A port nobody listens on at this moment. */
const freePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** One process, no log, everything it writes within the folder: as fast as a static file gets. */
const configuration = (port: number, folder: string, { type, headers }: StaticFile) => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log error;
events { worker_connections 256; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max=16 inactive=1h;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  types {}
  default_type '${type}';
  server {
    listen 127.0.0.1:${port};
    root ${folder};
    gzip_static on;
${Object.entries(headers)
  .map(([name, value]) => `    add_header ${name} '${value.replaceAll("'", "\\'")}';`)
  .join('\n')}
    location / { try_files /feed.ics =404; }
  }
}
`

const answers = async (port: number, process: ChildProcess): Promise<boolean> => {
  for (let tries = 0; tries < 100 && process.exitCode === null; tries += 1) {
    const socket = connect({ port, host: '127.0.0.1' })
    const open = await once(socket, 'connect').then(
      () => true,
      () => false
    )
    socket.destroy()
    if (open) return true
    await pause(50)
  }
  return false
}

/** Starts nginx on a file of its own; null, with the reason said, where there is none. */
export const startNginx = async (
  folder: string,
  file: StaticFile,
  say: (line: string) => void
): Promise<Nginx | null> => {
  const own = join(folder, 'nginx')
  mkdirSync(own, { recursive: true })
  const port = await freePort()
  writeFileSync(join(own, 'feed.ics'), file.plain)
  writeFileSync(join(own, 'feed.ics.gz'), file.gzip)
  writeFileSync(join(own, 'nginx.conf'), configuration(port, own, file))
  const process = spawn('nginx', ['-p', own, '-c', join(own, 'nginx.conf')], {
    env: { PATH: '/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/bin' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const failed = once(process, 'error').then(([error]) => String(error))
  const started = answers(port, process).then((open) => (open ? null : 'it did not start'))
  const fault = await Promise.race([failed, started])
  if (fault !== null || process.pid === undefined) {
    say(`  without nginx: ${fault}`)
    process.kill()
    return null
  }
  const { pid } = process
  return { port, cpu: () => cpuOfProcess(pid), stop: () => process.kill() }
}
