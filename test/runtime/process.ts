import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** The environment as a person would have it: without what the test runner sets for itself. */
const inherited = (): NodeJS.ProcessEnv => {
  const {
    BASE_URL: _base,
    NODE_ENV: _env,
    PORT: _port,
    HOST: _host,
    SECRET: _secret,
    ...rest
  } = process.env
  return rest
}

/** A port of this machine that is free now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('no port'))
      )
    })
  })

export type Running = Readonly<{
  child: ChildProcess
  output: () => string
  stop: () => Promise<number | null>
}>

/** Starts a process and waits until it answers at `url`; its output is shown when it does not. */
export const start = async (
  command: string,
  args: readonly string[],
  env: Record<string, string>,
  url: string
): Promise<Running> => {
  // A group of its own, so that whatever it starts is stopped with it.
  const child = spawn(command, args, {
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  child.stdout?.on('data', (data) => (output += String(data)))
  child.stderr?.on('data', (data) => (output += String(data)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const stop = async () => {
    if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGTERM')
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 8000).unref())
    const code = await Promise.race([ended, late])
    if (child.exitCode === null && child.signalCode === null && child.pid)
      process.kill(-child.pid, 'SIGKILL')
    return code
  }
  for (let i = 0; i < 240; i += 1) {
    if (child.exitCode !== null) break
    try {
      if ((await fetch(url)).ok) return { child, output: () => output, stop }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error // not listening yet
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  await stop()
  throw new Error(`${command} ${args.join(' ')} does not answer at ${url}:\n${output}`)
}

/** Runs a command to its end. */
export const run = (
  command: string,
  args: readonly string[],
  env: Record<string, string> = {}
): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...inherited(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (data) => (out += String(data)))
    child.stderr.on('data', (data) => (err += String(data)))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out, err }))
  })

/** The command line of the project, on the Node that runs the tests. */
export const calendar = (args: readonly string[], env: Record<string, string>) =>
  run(process.execPath, ['--import', './src/require-node.js', 'src/cli.ts', ...args], env)
