export default function DoctorScreen() {
  return null
}
