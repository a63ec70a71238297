import { describe, expect, test } from 'vitest'
import { readDropTarget } from '#contract/drops/target.ts'

describe('an address of a server of files', () => {
  test.each([
    ['sftp://store@files.example/in', { kind: 'sftp', host: 'files.example', port: 22, user: 'store', folder: 'in' }],
    ['sftp://store@files.example', { kind: 'sftp', host: 'files.example', port: 22, user: 'store', folder: '' }],
    ['sftp://store@files.example/', { kind: 'sftp', host: 'files.example', port: 22, user: 'store', folder: '' }],
    ['sftp://store@files.example//srv/in/', { folder: '/srv/in' }],
    ['sftp://a%40b@files.example/in%20box', { user: 'a@b', folder: 'in box' }],
    ['sftp://store@[::1]:2222/in', { host: '::1', port: 2222 }],
    ['ftps://store@files.example/in', { kind: 'ftps', port: 21 }],
    ['ftps://store@files.example:990/in', { kind: 'ftps', port: 990 }],
  ])('%s', (text, expected) => {
    expect(readDropTarget(text)).toMatchObject(expected)
  })

  test.each([
    ['ftp://store@files.example/in', 'is not encrypted'],
    ['sftp://files.example/in', 'names no user'],
    ['sftp://store:password@files.example/in', 'holds a password, which every program can read'],
    ['sftp://store@/in', 'names no server'],
    ['sftp://store@files.example/in?x=1', 'has a query'],
    ['sftp://store@files.example/in#x', 'has a fragment'],
    ['sftp://store@files.example/in%0d%0aDELE%20x', 'would be two commands of FTP'],
    ['ftps://sto%0are@files.example/in', 'would be two commands of FTP'],
    ['sftp://store@files.example/in%5cx', 'means one path here and another at Windows'],
    ['sftp://store@files.example/%zz', 'is not encoded'],
    ['files.example/in', 'has no scheme'],
  ])('%s is none: it %s', (text) => {
    expect(readDropTarget(text)).toBeUndefined()
  })
})
