import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildProcesses } from './childProcesses.ts'
import { pinned } from './cores.ts'
import { type Environment, writeFileIn } from './environment.ts'
import { waitForListener } from './ports.ts'
import { responses } from './responses.ts'

/** Debian installs nginx outside the path of ordinary users. */
const binary = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx'

interface Options {
  name: string
  environment: Environment
  processes: ChildProcesses
  core: number | undefined
  port: number
}

/** nginx as the cloud: TLS with keep-alive; it refuses requests with the wrong credential. */
export function startCloud(options: Options): Promise<ChildProcess & { pid: number }> {
  const { environment, port } = options
  // Its worker, which reads them, is another user.
  writeFileIn(environment, 'cloud/small', responses.small, 0o644)
  writeFileIn(environment, 'cloud/big', responses.big, 0o644)
  const key = writeFileIn(environment, 'cloud.key', environment.ca.key)
  const cert = writeFileIn(environment, 'cloud.pem', environment.ca.cert)
  return startNginx(
    options,
    `server {
      listen 127.0.0.1:${port} ssl backlog=4096;
      ssl_certificate ${cert};
      ssl_certificate_key ${key};
      ssl_protocols TLSv1.2 TLSv1.3;
      if ($http_authorization != "${environment.basic}") { return 401; }
      root ${environment.folder}/cloud;
      open_file_cache max=10;
      location = /v1/small { try_files /small =404; }
      location = /v1/big { try_files /big =404; }
      location = /v1/post { return 200 "${responses.posted}"; }
    }`,
  )
}

/**
 * nginx as a reverse proxy that does the agent's job, with pooled and verified TLS connections to the upstream
 * (docs/performance.md, Method). The key is compared in an `if`, because a `map` ignores case.
 *
 * @param upstreams the ports to listen on, each with the port of its upstream
 */
export function startProxy(options: Options, upstreams: { port: number; cloudPort: number }[]) {
  const { environment } = options
  const servers = upstreams.map(
    ({
      port,
      cloudPort,
    }) => `upstream cloud${port} { server 127.0.0.1:${cloudPort}; keepalive 128; keepalive_requests 1000000; }
    server {
      listen 127.0.0.1:${port} backlog=4096;
      if ($http_authorization != "Bearer ${environment.clientKey}") { return 401; }
      location /v1/ {
        proxy_pass https://cloud${port};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host localhost:${cloudPort};
        proxy_set_header Authorization "${environment.basic}";
        proxy_buffers 16 16k;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate ${environment.ca.caFile};
        proxy_ssl_name localhost;
        proxy_ssl_server_name on;
      }
    }`,
  )
  return startNginx(options, servers.join('\n'))
}

async function startNginx({ name, environment, processes, core, port }: Options, servers: string) {
  const work = join(environment.folder, name)
  mkdirSync(work)
  const config = `daemon off;
    worker_processes 1;
    pid ${work}/pid;
    error_log ${work}/error.log error;
    events { worker_connections 4096; }
    http {
      access_log off;
      keepalive_requests 1000000;
      keepalive_timeout 300s;
      client_body_temp_path ${work}/body;
      proxy_temp_path ${work}/proxy;
      fastcgi_temp_path ${work}/fastcgi;
      uwsgi_temp_path ${work}/uwsgi;
      scgi_temp_path ${work}/scgi;
      ${servers}
    }`
  const file = writeFileIn(environment, `${name}.conf`, config)
  const child = processes.start(...pinned(core, binary, ['-c', file, '-p', work]), { stdio: 'ignore' })
  await waitForListener(port)
  return child
}
