namespace FuncGateway.Testing.Flows;

public enum FlowOperationKind
{
    Activity,
    Wait,
    Sleep,
}
