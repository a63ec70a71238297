; What the installer does besides copying files.
; Silent installation: till-agent-…-windows-x64.exe /S /currentuser (or /allusers)
; Silent removal:      "Uninstall till-agent.exe" /S /allusers            keeps settings and secrets
;                      "Uninstall till-agent.exe" /S /allusers /forget    also removes the secrets of the user who runs it
; The last argument _?=FOLDER, unquoted, makes removal wait and tell its exit code (docs/release.md).

!include "getProcessInfo.nsh"
!include "${__FILEDIR__}/messages.nsh"
Var pid

; Only exit code 3 ("something is under way") says no. An agent that does not run, does not answer or is not there allows it.
!macro refuseWhileBusy
  nsExec::Exec /TIMEOUT=15000 '"$INSTDIR\till-agent.exe" reset --check'
  Pop $0
  ${if} $0 == 3
    !insertmacro busyMessage $1
    MessageBox MB_OK|MB_ICONEXCLAMATION "$1" /SD IDOK
    SetErrorLevel 3
    Quit
  ${endIf}
!macroend

; Instead of the template's own, which ends a running agent unasked. An update comes from the agent, which has asked itself.
!macro customCheckAppRunning
  ${ifNot} ${isUpdated}
    !insertmacro refuseWhileBusy
  ${endIf}
  ; The service holds the files that are replaced. `net` waits until it has ended, in order; without a service it says so at once.
  nsExec::Exec /TIMEOUT=90000 '"$SYSDIR\net.exe" stop till-agent'
  Pop $0
  !insertmacro IS_POWERSHELL_AVAILABLE
  !insertmacro _CHECK_APP_RUNNING
!macroend

!macro customInstall
  nsExec::Exec /TIMEOUT=30000 '"$SYSDIR\net.exe" start till-agent'
  Pop $0
!macroend

!macro customUnInit
  ${ifNot} ${isUpdated}
    ; A silent removal has asked before it ended the agent.
    ${ifNot} ${Silent}
      !insertmacro refuseWhileBusy
    ${endIf}
    StrCpy $1 "0"
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/forget" $R1
    ${ifNot} ${Errors}
      StrCpy $1 "1"
    ${else}
      !insertmacro forgetMessage $2
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$2" /SD IDNO IDNO kept
      StrCpy $1 "1"
      kept:
    ${endIf}
    ; Before the files of the program are removed.
    ${if} $1 == "1"
      nsExec::Exec '"$INSTDIR\till-agent.exe" reset --secrets'
      Pop $0
    ${endIf}
  ${endIf}
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    nsExec::Exec /TIMEOUT=30000 '"$SYSDIR\sc.exe" delete till-agent'
    Pop $0
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "electron.app.${PRODUCT_NAME}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "electron.app.${PRODUCT_NAME}"
    DeleteRegKey HKCU "Software\Classes\till-agent"
    ; Set-up lays itself by in the profile. In the context of all users $LOCALAPPDATA is C:\ProgramData.
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\till-agent-updater"
    ${if} $installMode == "all"
      SetShellVarContext all
    ${endIf}
  ${endIf}
!macroend
