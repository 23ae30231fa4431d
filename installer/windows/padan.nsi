; The Windows setup: for this user without administrator rights. Workspaces are never touched, also on removal.
; makensis -DVERSION=… -DBUNDLE=folder\padan -DTARGET=folder padan.nsi   (dev.py package --installer does it)
Unicode true
Target amd64-unicode

!ifndef VERSION
  !error "VERSION is not given"
!endif
!ifndef SEPARATOR
  !define SEPARATOR "/"
!endif

!include "MUI2.nsh"

Name "Padan ${VERSION}"
OutFile "${TARGET}${SEPARATOR}padan-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\Padan"
InstallDirRegKey HKCU "Software\Padan" "InstallDir"
RequestExecutionLevel user
SetCompressor /SOLID lzma
BrandingText "Padan ${VERSION}"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Padan"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\padan.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Indonesian"

Section "Padan"
  ; A newer version replaces the whole program folder: no file of an older one may stay behind in it.
  IfFileExists "$INSTDIR\padan.exe" 0 +2
    RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}${SEPARATOR}*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "$SMPROGRAMS\Padan"
  CreateShortcut "$SMPROGRAMS\Padan\Padan.lnk" "$INSTDIR\padan.exe"
  CreateShortcut "$SMPROGRAMS\Padan\Ruang latihan.lnk" "$INSTDIR\padan.exe" "--training"
  WriteRegStr HKCU "Software\Padan" "InstallDir" "$INSTDIR"
  ; Packages end in .zip.age; other programs may own .age, so Padan only offers itself.
  WriteRegStr HKCU "Software\Classes\Padan.Paket" "" "Paket tukar Padan"
  WriteRegStr HKCU "Software\Classes\Padan.Paket\shell\open\command" "" '"$INSTDIR\padan.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.age\OpenWithProgids" "Padan.Paket" ""
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Padan"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Delete "$SMPROGRAMS\Padan\Padan.lnk"
  Delete "$SMPROGRAMS\Padan\Ruang latihan.lnk"
  RMDir "$SMPROGRAMS\Padan"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\padan.exe"
  Delete "$INSTDIR\padanctl.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegValue HKCU "Software\Classes\.age\OpenWithProgids" "Padan.Paket"
  DeleteRegKey HKCU "Software\Classes\Padan.Paket"
  DeleteRegKey HKCU "Software\Padan"
SectionEnd
