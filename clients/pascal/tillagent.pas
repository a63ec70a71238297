// Client of the Till Agent for Free Pascal 3.2 and Delphi 10.4 and newer. Copy this unit; it needs nothing but what comes with
// the compiler. Its own calls return JSON, which JsonMember reads. What each fault means for a sale: docs/integrate.md.
// The tests compile it with Free Pascal.
unit TillAgent;

{$IFDEF FPC}{$MODE DELPHI}{$H+}{$CODEPAGE UTF8}{$ENDIF}

interface

uses
{$IFDEF FPC}
  Classes, SysUtils, ssockets, fphttpclient, fpjson, jsonparser;
{$ELSE}
  System.Classes, System.SysUtils, System.Net.HttpClient, System.Net.URLClient, System.JSON;
{$ENDIF}

type
  /// Text in every script.
  TText = {$IFDEF FPC}UTF8String{$ELSE}string{$ENDIF};
  TTexts = array of TText;

  /// A refusal of the agent. An answer of the cloud is never one, whatever its status.
  ETillFault = class(Exception)
  public
    Code: TText;
    /// Show it to the cashier with Detail: what to do.
    Detail, Remedy: TText;
    RequestId: TText;
    /// 0 where the agent does not say.
    RetryAfterSeconds: Integer;
    /// The write may have taken effect: ask OutcomeOf or look, and never just send it again.
    MayHaveHappened: Boolean;
    constructor CreateOf(const Problem: TText);
    constructor CreateOwn(const ACode, ADetail, ARemedy: TText; AMayHaveHappened: Boolean);
  end;

  /// A request to the cloud: TTillCall.Create('POST', '/orders', Body).
  TTillCall = record
    Method: TText;
    /// With its query, as the cloud's documentation has it.
    Path: TText;
    /// JSON, or nothing.
    Body: TText;
    /// For the whole call, repeats and pauses included.
    TimeoutMs: Integer;
    /// 'accept': keep this write on disk and send it later if it cannot be sent now.
    Outbox: TText;
    /// Set by this unit: the secret with which a pairing is asked about.
    Bearer: TText;
    class function Create(const AMethod, APath: TText; const ABody: TText = ''): TTillCall; static;
  end;

  /// What the cloud answered; or, with OutboxId, that the agent keeps the request and sends it later.
  TTillAnswer = record
    Status: Integer;
    Body: TText;
    /// To ask about this request later: OutcomeOf.
    RequestId: TText;
    OutboxId: TText;
  end;

  /// The agent of this machine. May be used by one thread at a time.
  TTillAgent = class
  private
    FPort: Integer;
    FKey: TText;
    function Own(const Method, Path: TText; const Body: TText = ''): TText;
    function Send(const Call: TTillCall): TTillAnswer;
    function SendOnce(const Call: TTillCall; LeftMs: Integer): TTillAnswer;
  public
    /// Key: what pairing or `till-agent client add` gave; without it this program can only ask to be paired.
    constructor Create(Port: Integer = 47600; const Key: TText = '');
    /// Asks the person at the till for a key. Show member comparisonCode, then WaitForKey. Allow: presets such as capillary:sell.
    function AskToPair(const Name, Upstream: TText; const Allow: TTexts): TText;
    /// Waits until the person has answered: member state is granted, refused or expired. Member key comes once: store it where
    /// only this program can read it. This client uses it from then on.
    function WaitForKey(const Pairing: TText): TText;
    /// How the agent and the upstreams granted to this client are.
    function Status: TText;
    /// Sends a request to the cloud in the till's name. While nothing reaches the cloud it is sent again until the time is up.
    /// Raises ETillFault: with MayHaveHappened a write may have taken effect.
    function Call(const Upstream: TText; const ACall: TTillCall): TTillAnswer;
    /// Did it happen? Member state is not-sent, done, refused or unknown. Known for 7 days.
    function OutcomeOf(const RequestId: TText): TText;
    /// A write that the outbox keeps; waits up to 30 seconds until its state changes.
    function OutboxEntry(const Id: TText; WaitSeconds: Integer = 0): TText;
    /// Sends the customer a one-time code. Kind: mobile or email. Purpose, what the customer agrees to, is part of the statement, as
    /// is the amount in the smallest unit of the currency; both may be left out.
    function StartVerification(const Upstream, Kind, Value: TText; const Purpose: TText = ''; AmountMinor: Int64 = 0;
      const Currency: TText = ''): TText;
    /// Waits up to 30 seconds until the verification changes, here or on the cashier's screen.
    function WaitForVerification(const Id: TText; WaitSeconds: Integer = 30): TText;
    /// A wrong code is no fault: member state stays code-sent, and triesLeft is one less.
    function GiveCode(const Id, Code: TText): TText;
    function ResendCode(const Id: TText): TText;
    function CancelVerification(const Id: TText): TText;
    /// Has the agent check a statement, since Pascal's own units cannot. Compare purpose and amount yourself.
    function CheckStatement(const Statement, Kind, Value: TText): TText;
  end;

/// Whether the same request may be sent again at once, or after Retry-After. Never after anything else.
function MayRepeat(const Code: TText): Boolean;
/// Where the agent of this machine writes port.json: for all users first, then for this one.
function AnnouncementFolders: TTexts;
/// The port of the agent of this machine, or the default one where it has not announced itself. A file that a crash has left
/// names a port that nobody listens on: AGENT_UNREACHABLE.
function FindPort: Integer; overload;
function FindPort(const Folders: TTexts): Integer; overload;
/// A member of a JSON object as text, such as 'claims.purpose' or 'items[0].name'; empty where there is none.
function JsonMember(const Json, Path: TText): TText;
/// Text as JSON has it, in quotation marks.
function JsonQuote(const Text: TText): TText;

implementation

const
  // After these the request had no effect, so it may be sent again. AGENT_UNREACHABLE is this client's own.
  Repeatable: array[0..5] of TText = ('AGENT_UNREACHABLE', 'UPSTREAM_UNREACHABLE', 'UPSTREAM_BUSY', 'UPSTREAM_NOT_READY',
    'TOKEN_EXPIRED', 'TOO_MANY_REQUESTS');
  KeptAt = '/v1/outbox/';

function MayRepeat(const Code: TText): Boolean;
var
  Known: TText;
begin
  Result := True;
  for Known in Repeatable do
    if Known = Code then Exit;
  Result := False;
end;

function JsonMember(const Json, Path: TText): TText;
{$IFDEF FPC}
var
  Whole, Member: TJSONData;
begin
  Result := '';
  Whole := GetJSON(Json, True);
  try
    Member := Whole.FindPath(Path);
    if (Member <> nil) and (Member.JSONType in [jtObject, jtArray]) then Result := Member.AsJSON
    else if (Member <> nil) and not Member.IsNull then Result := TText(Member.AsString);
  finally
    Whole.Free;
  end;
end;
{$ELSE}
var
  Whole, Member: TJSONValue;
begin
  Result := '';
  Whole := TJSONObject.ParseJSONValue(Json);
  try
    if Whole = nil then raise EConvertError.Create('No JSON.');
    Member := Whole.FindValue(Path);
    if (Member is TJSONObject) or (Member is TJSONArray) then Result := Member.ToJSON
    else if (Member <> nil) and not (Member is TJSONNull) then Result := Member.Value;
  finally
    Whole.Free;
  end;
end;
{$ENDIF}

function JsonQuote(const Text: TText): TText;
begin
{$IFDEF FPC}
  Result := '"' + TText(StringToJSONString(Text)) + '"';
{$ELSE}
  with TJSONString.Create(Text) do
    try
      Result := ToJSON;
    finally
      Free;
    end;
{$ENDIF}
end;

constructor ETillFault.CreateOf(const Problem: TText);
begin
  Code := JsonMember(Problem, 'code');
  Detail := JsonMember(Problem, 'detail');
  Remedy := JsonMember(Problem, 'remedy');
  RequestId := JsonMember(Problem, 'requestId');
  RetryAfterSeconds := StrToIntDef(string(JsonMember(Problem, 'retryAfterSeconds')), 0);
  MayHaveHappened := (Code = 'OUTCOME_UNKNOWN') or SameText(string(JsonMember(Problem, 'mayHaveHappened')), 'true');
  inherited Create(string(Detail));
end;

constructor ETillFault.CreateOwn(const ACode, ADetail, ARemedy: TText; AMayHaveHappened: Boolean);
begin
  Code := ACode;
  Detail := ADetail;
  Remedy := ARemedy;
  MayHaveHappened := AMayHaveHappened;
  inherited Create(string(ADetail));
end;

class function TTillCall.Create(const AMethod, APath: TText; const ABody: TText): TTillCall;
begin
  Result.Method := AMethod;
  Result.Path := APath;
  Result.Body := ABody;
  Result.TimeoutMs := 30000;
  Result.Outbox := '';
  Result.Bearer := '';
end;

function AnnouncementFolders: TTexts;

  procedure Add(const Parent: string);
  begin
    if Parent = '' then Exit;
    SetLength(Result, Length(Result) + 1);
    Result[High(Result)] := TText(IncludeTrailingPathDelimiter(Parent) + 'till-agent');
  end;

begin
  Result := nil;
{$IFDEF MSWINDOWS}
  Add(GetEnvironmentVariable('ProgramData'));
  Add(GetEnvironmentVariable('LOCALAPPDATA'));
{$ELSE}{$IF DEFINED(DARWIN) OR DEFINED(MACOS)}
  Add('/Library/Application Support');
  Add(GetEnvironmentVariable('HOME') + '/Library/Application Support');
{$ELSE}
  Add('/run');
  Add(GetEnvironmentVariable('XDG_RUNTIME_DIR'));
{$IFEND}{$ENDIF}
end;

function FindPort: Integer;
begin
  Result := FindPort(AnnouncementFolders);
end;

function FindPort(const Folders: TTexts): Integer;
var
  Folder: TText;
  Lines: TStringList;
begin
  Lines := TStringList.Create;
  try
    for Folder in Folders do
      try
        Lines.LoadFromFile(IncludeTrailingPathDelimiter(string(Folder)) + 'port.json');
        Exit(StrToInt(string(JsonMember(TText(Lines.Text), 'port'))));
      except
        on Exception do; // There is no agent for this circle of users.
      end;
    Result := 47600;
  finally
    Lines.Free;
  end;
end;

constructor TTillAgent.Create(Port: Integer; const Key: TText);
begin
  inherited Create;
  FPort := Port;
  FKey := Key;
end;

function TTillAgent.AskToPair(const Name, Upstream: TText; const Allow: TTexts): TText;
var
  Routes, Route: TText;
begin
  Routes := '';
  for Route in Allow do
  begin
    if Routes <> '' then Routes := Routes + ',';
    Routes := Routes + JsonQuote(Route);
  end;
  Result := Own('POST', '/v1/pairings', '{"name":' + JsonQuote(Name) + ',"grants":[{"upstream":' + JsonQuote(Upstream) +
    ',"allow":[' + Routes + ']}]}');
end;

function TTillAgent.WaitForKey(const Pairing: TText): TText;
var
  Poll: TTillCall;
  Key: TText;
begin
  Poll := TTillCall.Create('GET', '/v1/pairings/' + JsonMember(Pairing, 'pairingId'));
  Poll.Bearer := JsonMember(Pairing, 'pollSecret');
  while True do
  begin
    Result := Send(Poll).Body;
    Key := JsonMember(Result, 'key');
    if Key <> '' then FKey := Key;
    if JsonMember(Result, 'state') <> 'pending' then Exit;
    Sleep(1000);
  end;
end;

function TTillAgent.Status: TText;
begin
  Result := Own('GET', '/v1/status');
end;

function TTillAgent.Call(const Upstream: TText; const ACall: TTillCall): TTillAnswer;
var
  Via: TTillCall;
begin
  Via := ACall;
  Via.Path := '/via/' + Upstream + ACall.Path;
  Result := Send(Via);
end;

function TTillAgent.OutcomeOf(const RequestId: TText): TText;
begin
  Result := Own('GET', '/v1/requests/' + RequestId);
end;

function TTillAgent.OutboxEntry(const Id: TText; WaitSeconds: Integer): TText;
begin
  Result := Own('GET', KeptAt + Id + '?waitSeconds=' + TText(IntToStr(WaitSeconds)));
end;

function Identifier(const Kind, Value: TText): TText;
begin
  Result := '"identifier":{"type":' + JsonQuote(Kind) + ',"value":' + JsonQuote(Value) + '}';
end;

function TTillAgent.StartVerification(const Upstream, Kind, Value, Purpose: TText; AmountMinor: Int64;
  const Currency: TText): TText;
var
  Start: TText;
begin
  Start := '{"upstream":' + JsonQuote(Upstream) + ',' + Identifier(Kind, Value);
  if Purpose <> '' then Start := Start + ',"purpose":' + JsonQuote(Purpose);
  if Currency <> '' then
    Start := Start + ',"amount":{"minor":' + TText(IntToStr(AmountMinor)) + ',"currency":' + JsonQuote(Currency) + '}';
  Result := Own('POST', '/v1/verifications', Start + '}');
end;

function TTillAgent.WaitForVerification(const Id: TText; WaitSeconds: Integer): TText;
begin
  Result := Own('GET', '/v1/verifications/' + Id + '?waitSeconds=' + TText(IntToStr(WaitSeconds)));
end;

function TTillAgent.GiveCode(const Id, Code: TText): TText;
begin
  Result := Own('POST', '/v1/verifications/' + Id + '/code', '{"code":' + JsonQuote(Code) + '}');
end;

function TTillAgent.ResendCode(const Id: TText): TText;
begin
  Result := Own('POST', '/v1/verifications/' + Id + '/resend');
end;

function TTillAgent.CancelVerification(const Id: TText): TText;
begin
  Result := Own('DELETE', '/v1/verifications/' + Id);
end;

function TTillAgent.CheckStatement(const Statement, Kind, Value: TText): TText;
begin
  Result := Own('POST', '/v1/statements/check', '{"statement":' + JsonQuote(Statement) + ',' + Identifier(Kind, Value) + '}');
end;

function TTillAgent.Own(const Method, Path, Body: TText): TText;
var
  OwnCall: TTillCall;
begin
  OwnCall := TTillCall.Create(Method, Path, Body);
  // Longer than the longest wait that can be asked for.
  OwnCall.TimeoutMs := 40000;
  Result := Send(OwnCall).Body;
end;

function NowMs: Int64;
begin
  Result := {$IFDEF FPC}GetTickCount64{$ELSE}TThread.GetTickCount64{$ENDIF};
end;

/// Sends once, and again after faults that say that nothing happened, until the time is up.
function TTillAgent.Send(const Call: TTillCall): TTillAnswer;
var
  EndsAt: Int64;
  PauseMs: Integer;
begin
  EndsAt := NowMs + Call.TimeoutMs;
  while True do
    try
      Exit(SendOnce(Call, EndsAt - NowMs));
    except
      on Fault: ETillFault do
      begin
        PauseMs := 1000;
        if Fault.RetryAfterSeconds > 1 then PauseMs := Fault.RetryAfterSeconds * 1000;
        if not MayRepeat(Fault.Code) or (NowMs + PauseMs >= EndsAt) then raise;
        Sleep(PauseMs);
      end;
    end;
end;

function Unreachable: ETillFault;
begin
  Result := ETillFault.CreateOwn('AGENT_UNREACHABLE',
    'The till agent does not run on this machine, or listens on another port.', 'Start the till agent.', False);
end;

function Silent(const Call: TTillCall): ETillFault;
begin
  Result := ETillFault.CreateOwn('AGENT_SILENT', 'The till agent broke off, or did not answer in time.',
    'Look in the cloud whether it happened before you do it again.', (Call.Method <> 'GET') and (Call.Method <> 'HEAD'));
end;

/// Raises ETillFault when the agent itself answered that it refuses.
function AnswerOf(Status: Integer; const Body, Fault, RequestId, Location: TText): TTillAnswer;
begin
  if Fault <> '' then raise ETillFault.CreateOf(Body);
  Result.Status := Status;
  Result.Body := Body;
  Result.RequestId := RequestId;
  Result.OutboxId := '';
  if (Status = 202) and (Copy(Location, 1, Length(KeptAt)) = KeptAt) then
    Result.OutboxId := Copy(Location, Length(KeptAt) + 1, MaxInt);
end;

{$IFDEF FPC}
function TTillAgent.SendOnce(const Call: TTillCall; LeftMs: Integer): TTillAnswer;
var
  Http: TFPHTTPClient;
  Response: TMemoryStream;
  Body: TText;
  Length_: string;
begin
  Http := TFPHTTPClient.Create(nil);
  Response := TMemoryStream.Create;
  try
    Http.ConnectTimeout := 2000;
    if LeftMs < 100 then LeftMs := 100;
    // The agent says by itself when the time is up; it is given two seconds to say so.
    Http.IOTimeout := LeftMs + 2000;
    if LeftMs > 60000 then LeftMs := 60000;
    Http.AddHeader('Till-Agent-Timeout-Ms', IntToStr(LeftMs));
    if FKey <> '' then Http.AddHeader('Till-Agent-Key', FKey);
    if Call.Bearer <> '' then Http.AddHeader('Authorization', 'Bearer ' + Call.Bearer);
    if Call.Outbox <> '' then Http.AddHeader('Till-Agent-Outbox', Call.Outbox);
    if Call.Body <> '' then Http.AddHeader('Content-Type', 'application/json');
    if (Call.Method <> 'GET') and (Call.Method <> 'HEAD') then Http.RequestBody := TRawByteStringStream.Create(Call.Body);
    try
      Http.HTTPMethod(Call.Method, 'http://127.0.0.1:' + IntToStr(FPort) + Call.Path, Response, []);
    except
      on Error: ESocketError do
        if Error.Code = seConnectFailed then raise Unreachable else raise Silent(Call);
      on Error: EHTTPClient do raise Silent(Call);
    end;
    // A connection that ended before the answer, or within its body, is no error to this class.
    if Http.ResponseStatusCode = 0 then raise Silent(Call);
    Length_ := Trim(Http.GetHeader(Http.ResponseHeaders, 'Content-Length'));
    if (Call.Method <> 'HEAD') and (Length_ <> '') and (StrToInt64Def(Length_, 0) <> Response.Size) then raise Silent(Call);
    SetString(Body, PAnsiChar(Response.Memory), Response.Size);
    with Http do
      Result := AnswerOf(ResponseStatusCode, Body, GetHeader(ResponseHeaders, 'Till-Agent-Fault'),
        GetHeader(ResponseHeaders, 'Till-Agent-Request-Id'), GetHeader(ResponseHeaders, 'Location'));
  finally
    Http.RequestBody.Free;
    Response.Free;
    Http.Free;
  end;
end;
{$ELSE}
function TTillAgent.SendOnce(const Call: TTillCall; LeftMs: Integer): TTillAnswer;
var
  Http: THTTPClient;
  Request: IHTTPRequest;
  Response: IHTTPResponse;
  Body: TStringStream;
begin
  Http := THTTPClient.Create;
  Body := TStringStream.Create(Call.Body, TEncoding.UTF8);
  try
    Http.HandleRedirects := False;
    Http.ProxySettings := TProxySettings.Create('http://direct');
    Http.ConnectionTimeout := 2000;
    if LeftMs < 100 then LeftMs := 100;
    // The agent says by itself when the time is up; it is given two seconds to say so.
    Http.ResponseTimeout := LeftMs + 2000;
    if LeftMs > 60000 then LeftMs := 60000;
    Request := Http.GetRequest(Call.Method, 'http://127.0.0.1:' + IntToStr(FPort) + Call.Path);
    Request.AddHeader('Till-Agent-Timeout-Ms', IntToStr(LeftMs));
    if FKey <> '' then Request.AddHeader('Till-Agent-Key', FKey);
    if Call.Bearer <> '' then Request.AddHeader('Authorization', 'Bearer ' + Call.Bearer);
    if Call.Outbox <> '' then Request.AddHeader('Till-Agent-Outbox', Call.Outbox);
    if Call.Body <> '' then Request.AddHeader('Content-Type', 'application/json');
    if Call.Body <> '' then Request.SourceStream := Body;
    try
      Response := Http.Execute(Request);
      // Its exceptions do not tell a refused connection from a broken one: a write may always have happened.
      Result := AnswerOf(Response.StatusCode, Response.ContentAsString(TEncoding.UTF8), Response.HeaderValue['Till-Agent-Fault'],
        Response.HeaderValue['Till-Agent-Request-Id'], Response.HeaderValue['Location']);
    except
      on Error: ENetException do raise Silent(Call);
    end;
  finally
    Body.Free;
    Http.Free;
  end;
end;
{$ENDIF}

end.
