// Runs the steps of test/clients/scenario.ts with this client: one JSON object a line, each answered by one.
program Scenario;

{$MODE DELPHI}{$H+}{$CODEPAGE UTF8}

uses
  {$IFDEF UNIX}cwstring,{$ENDIF} SysUtils, fpjson, jsonparser, TillAgent;

var
  Agent: TTillAgent;
  Pairing: TText;

function TextsOf(const Items: TJSONArray): TTexts;
var
  At: Integer;
begin
  SetLength(Result, Items.Count);
  for At := 0 to Items.Count - 1 do Result[At] := Items.Strings[At];
end;

function ListOf(const Name: TText; const Texts: TTexts): TText;
var
  Text: TText;
begin
  Result := '';
  for Text in Texts do
  begin
    if Result <> '' then Result := Result + ',';
    Result := Result + JsonQuote(Text);
  end;
  Result := '{' + JsonQuote(Name) + ':[' + Result + ']}';
end;

function CallOf(const Step: TJSONObject): TText;
var
  ACall: TTillCall;
  Answer: TTillAnswer;
begin
  ACall := TTillCall.Create(Step.Get('method', 'GET'), Step.Get('path', ''), Step.Get('body', ''));
  ACall.TimeoutMs := Step.Get('timeoutMs', 30000);
  ACall.Outbox := Step.Get('outbox', '');
  Answer := Agent.Call(Step.Get('upstream', ''), ACall);
  Result := '{"status":' + TText(IntToStr(Answer.Status)) + ',"body":' + JsonQuote(Answer.Body) + ',"requestId":' +
    JsonQuote(Answer.RequestId);
  if Answer.OutboxId <> '' then Result := Result + ',"outboxId":' + JsonQuote(Answer.OutboxId);
  Result := Result + '}';
end;

function Repeatable(const Codes: TTexts): TTexts;
var
  Code: TText;
begin
  Result := nil;
  for Code in Codes do
    if MayRepeat(Code) then
    begin
      SetLength(Result, Length(Result) + 1);
      Result[High(Result)] := Code;
    end;
end;

function Pair(const Step: TJSONObject): TText;
var
  Allow: TTexts;
begin
  SetLength(Allow, 1);
  Allow[0] := Step.Get('preset', '');
  Pairing := Agent.AskToPair(Step.Get('name', ''), Step.Get('upstream', ''), Allow);
  Result := '{"pairingId":' + JsonQuote(JsonMember(Pairing, 'pairingId')) + ',"comparisonCode":' +
    JsonQuote(JsonMember(Pairing, 'comparisonCode')) + '}';
end;

function Start(const Step: TJSONObject): TText;
var
  Sale: TTillSale;
begin
  Sale.Cashier := Step.Get('cashier', '');
  Sale.Shift := Step.Get('shift', '');
  Sale.Receipt := Step.Get('receipt', '');
  Result := Agent.StartVerification(Step.Get('upstream', ''), 'mobile', Step.Get('mobile', ''), Step.Get('purpose', ''),
    Step.Get('amountMinor', 0), Step.Get('currency', ''), Sale);
end;

function AnswerTo(const Step: TJSONObject): TText;
var
  Action, Id: TText;
begin
  Action := Step.Get('do', '');
  Id := Step.Get('id', '');
  if Action = 'folders' then Exit(ListOf('folders', AnnouncementFolders));
  if Action = 'find' then
    Exit('{"port":' + TText(IntToStr(FindPort(TextsOf(Step.Arrays['folders'])))) + '}');
  if Action = 'mayRepeat' then Exit(ListOf('codes', Repeatable(TextsOf(Step.Arrays['codes']))));
  if Action = 'connect' then
  begin
    Agent.Free;
    Agent := TTillAgent.Create(Step.Get('port', 0), Step.Get('key', ''));
    Agent.Signs := Step.Get('signs', False);
    Exit('{}');
  end;
  if Action = 'pair' then Exit(Pair(Step));
  if Action = 'waitForKey' then Exit(Agent.WaitForKey(Pairing));
  if Action = 'status' then Exit(Agent.Status);
  if Action = 'call' then Exit(CallOf(Step));
  if Action = 'outcome' then Exit(Agent.OutcomeOf(Step.Get('requestId', '')));
  if Action = 'outboxEntry' then Exit(Agent.OutboxEntry(Id, Step.Get('waitSeconds', 0)));
  if Action = 'startVerification' then Exit(Start(Step));
  if Action = 'waitForVerification' then Exit(Agent.WaitForVerification(Id, Step.Get('waitSeconds', 0)));
  if Action = 'giveCode' then Exit(Agent.GiveCode(Id, Step.Get('code', '')));
  if Action = 'resendCode' then Exit(Agent.ResendCode(Id));
  if Action = 'cancelVerification' then Exit(Agent.CancelVerification(Id));
  if Action = 'checkStatement' then
    Exit(Agent.CheckStatement(Step.Get('statement', ''), 'mobile', Step.Get('mobile', '')));
  raise Exception.Create('There is no such step.');
end;

function FaultText(const Fault: ETillFault): TText;
const
  Words: array[Boolean] of TText = ('false', 'true');
begin
  Result := '{"fault":{"code":' + JsonQuote(Fault.Code) + ',"remedy":' + JsonQuote(Fault.Remedy) + ',"requestId":' +
    JsonQuote(Fault.RequestId) + ',"mayHaveHappened":' + Words[Fault.MayHaveHappened] + ',"retryAfterSeconds":' +
    TText(IntToStr(Fault.RetryAfterSeconds)) + '}}';
end;

var
  Line: TText;
  Step: TJSONData;
begin
  SetMultiByteConversionCodePage(CP_UTF8);
  SetTextCodePage(Output, CP_UTF8);
  SetTextCodePage(Input, CP_UTF8);
  while not EOF do
  begin
    ReadLn(Line);
    Step := GetJSON(Line, True);
    try
      WriteLn(AnswerTo(Step as TJSONObject));
    except
      on Fault: ETillFault do WriteLn(FaultText(Fault));
    end;
    Flush(Output);
    Step.Free;
  end;
end.
