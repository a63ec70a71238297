export default function UpstreamsScreen() {
  return null
}
