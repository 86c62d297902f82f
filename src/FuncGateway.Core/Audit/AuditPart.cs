namespace FuncGateway.Core.Audit;

/// <summary>A record and what completes it lie apart, each part in the order of the entries' time.</summary>
public enum AuditPart
{
    Begun,
    Ended,
}
