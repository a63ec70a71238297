import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { answers } from './answers.ts'
import { pinned } from './cores.ts'
import { type Ground, place } from './ground.ts'
import { listensOn } from './ports.ts'
import type { Started } from './started.ts'

/** Not on everybody's path. */
const binary = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx'

interface Options {
  name: string
  ground: Ground
  started: Started
  core: number | undefined
  port: number
}

/** nginx as the cloud: TLS, keeps connections open, and refuses whoever brings the wrong credential. */
export function startCloud(options: Options): Promise<ChildProcess & { pid: number }> {
  const { ground, port } = options
  place(ground, 'cloud/small', answers.small)
  place(ground, 'cloud/big', answers.big)
  const key = place(ground, 'cloud.key', ground.ca.key)
  const cert = place(ground, 'cloud.pem', ground.ca.cert)
  return startNginx(
    options,
    `server {
      listen 127.0.0.1:${port} ssl backlog=4096;
      ssl_certificate ${cert};
      ssl_certificate_key ${key};
      ssl_protocols TLSv1.2 TLSv1.3;
      if ($http_authorization != "${ground.basic}") { return 401; }
      root ${ground.folder}/cloud;
      open_file_cache max=10;
      location = /v1/small { try_files /small =404; }
      location = /v1/big { try_files /big =404; }
      location = /v1/post { return 200 "${answers.posted}"; }
    }`,
  )
}

/**
 * nginx as a reverse proxy with the agent's job, written as few people write it: pooled and verified TLS to the upstream
 * (performance.md, "Method"). The key is compared in an `if`: a `map` would take it in capitals, too.
 *
 * @param upstreams where each of its ports leads
 */
export function startProxy(options: Options, upstreams: { port: number; cloudPort: number }[]) {
  const { ground } = options
  const servers = upstreams.map(
    ({
      port,
      cloudPort,
    }) => `upstream cloud${port} { server 127.0.0.1:${cloudPort}; keepalive 128; keepalive_requests 1000000; }
    server {
      listen 127.0.0.1:${port} backlog=4096;
      if ($http_authorization != "Bearer ${ground.clientKey}") { return 401; }
      location /v1/ {
        proxy_pass https://cloud${port};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host localhost:${cloudPort};
        proxy_set_header Authorization "${ground.basic}";
        proxy_buffers 16 16k;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate ${ground.ca.caFile};
        proxy_ssl_name localhost;
        proxy_ssl_server_name on;
      }
    }`,
  )
  return startNginx(options, servers.join('\n'))
}

async function startNginx({ name, ground, started, core, port }: Options, servers: string) {
  const work = join(ground.folder, name)
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
  const file = place(ground, `${name}.conf`, config)
  const child = started.start(...pinned(core, binary, ['-c', file, '-p', work]), { stdio: 'ignore' })
  await listensOn(port)
  return child
}
