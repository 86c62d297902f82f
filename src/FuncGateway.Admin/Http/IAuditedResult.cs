namespace FuncGateway.Admin.Http;

/// <summary>An answer that the audit mentions: what the change made.</summary>
internal interface IAuditedResult
{
    /// <summary>The id of a grant, the number of a revision.</summary>
    string ForAudit();
}
